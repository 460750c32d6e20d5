package org.ledplatform.sandbox.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.storage.MemorySandboxStorage;
import org.ledplatform.sandbox.storage.Turns;
import org.ledplatform.whatsapp.ManualExecutor;
import org.ledplatform.whatsapp.node.Node;

class OutletTest {

  private static final int MEGABYTE = 1024 * 1024;

  private final ManualExecutor executor = new ManualExecutor();
  private final Turns turns = new Turns(new MemorySandboxStorage());
  private final List<Node> left = new ArrayList<>();
  private final List<String> ends = new ArrayList<>();
  private final Outlet outlet =
      new Outlet(
          turns,
          executor,
          new Outlet.Sink() {
            @Override
            public void stanza(Node stanza) {
              left.add(stanza);
            }

            @Override
            public void end(String reason) {
              ends.add(reason);
            }
          });

  private void put(Node stanza) {
    turns.run(() -> outlet.put(stanza));
  }

  @Test
  void whoAsksForMuchAndReadsNothingIsCutOff() {
    for (int i = 0; i < 100; i++) {
      put(Node.of("iq", Node.of("picture", new byte[MEGABYTE])));
    }
    assertThat(ends).contains("too slow");
    executor.runAll();
    assertThat(left).as("stanzas that waited").hasSizeBetween(8, 40);
  }

  @Test
  void whoReadsGetsAsMuchAsThereIs() {
    for (int i = 0; i < 100; i++) {
      put(Node.of("iq", Node.of("picture", new byte[MEGABYTE])));
      executor.runAll();
    }
    assertThat(left).hasSize(100);
    assertThat(ends).isEmpty();
  }
}

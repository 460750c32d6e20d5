package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.socket.ByteSocketListener;
import org.ledplatform.whatsapp.store.RecordKind;

/** A network that says more than anybody can hear: it waits, and what is kept stays bounded. */
class ClientFloodTest {

  private static final int MANY = 20_000;

  private final ClientFixture fixture = new ClientFixture();
  private final TestNetwork network = fixture.network;
  private final AtomicInteger unheard = new AtomicInteger();

  @BeforeEach
  void online() {
    fixture.connector = listener -> network.connector().connect(new Counting(listener, unheard));
    fixture.client = fixture.newClient();
    fixture.pairAndLogIn();
  }

  /** Counts the pieces that the listener has not dealt with. */
  private record Counting(ByteSocketListener listener, AtomicInteger unheard)
      implements ByteSocketListener {
    @Override
    public void onBytes(byte[] bytes) {
      unheard.incrementAndGet();
      listener.onBytes(bytes, unheard::decrementAndGet);
    }

    @Override
    public void onClosed(String reason) {
      listener.onClosed(reason);
    }
  }

  private void flood(Function<Integer, Node> stanza, int count) {
    for (int i = 0; i < count; i++) {
      network.last().send(stanza.apply(i));
    }
  }

  @Test
  void bytesThatWaitToBeReadMakeTheNetworkWait() {
    flood(i -> Node.of("ib", Node.of("thread_metadata").with("n", i)), 10);
    network.executor.runSome(1);
    assertThat(unheard).as("not read yet").hasPositiveValue();
    network.run();
    assertThat(unheard).as("all read").hasValue(0);
  }

  private boolean answersPing() {
    network.last().received.clear();
    fixture.deliver(
        Node.of("iq", Node.of("ping"))
            .with("from", Jid.NETWORK)
            .with("type", "get")
            .with("id", "p")
            .with("xmlns", "urn:xmpp:ping"));
    return network.last().received("iq").stream().anyMatch(n -> n.has("id", "p"));
  }

  @Test
  void preKeysThatAreAlwaysGoneDoNotFillTheStore() {
    for (int i = 0; i < 60; i++) {
      Node count = Node.of("count").with("value", 0);
      fixture.deliver(
          Node.of("notification", count)
              .with("id", "N" + i)
              .with("from", Jid.NETWORK)
              .with("type", "encrypt")
              .with("t", 1));
    }
    assertThat(fixture.store.list(RecordKind.PRE_KEY)).hasSizeLessThanOrEqualTo(1_000);
    assertThat(answersPing()).isTrue();
  }

  @Test
  void questionsThatAreNeverAnsweredAreFew() {
    network.answering = false;
    network.last().received.clear();
    flood(
        i ->
            Node.of("ib", Node.of("dirty").with("type", "account_sync").with("timestamp", i))
                .with("from", Jid.NETWORK),
        MANY);
    network.run();
    assertThat(network.last().received("iq")).hasSizeLessThanOrEqualTo(1_000);
    assertThat(answersPing()).isTrue();
  }
}

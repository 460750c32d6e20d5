package org.ledplatform.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.testing.BaileysClient;
import org.ledplatform.testing.BaileysClient.Version;
import org.ledplatform.testing.OpenSandbox;
import org.ledplatform.testing.OurClient;
import org.ledplatform.testing.Requirements;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.content.Text;
import org.ledplatform.whatsapp.jid.Jid;

/**
 * Messages that arrive damaged or late, between our client and foreign ones (protocol §13.5, items
 * 7 and 8).
 */
class RetriesInteropIT {

  @TempDir static Path folder;
  private static OpenSandbox sandbox;

  @BeforeAll
  static void open() {
    Requirements.needNode();
    sandbox = OpenSandbox.in(folder);
  }

  /** What the foreign clients logged belongs to every failure: they may be the reason. */
  @RegisterExtension
  static final TestExecutionExceptionHandler WITH_FOREIGN_LOGS =
      (_, failure) -> {
        throw new AssertionError(failure.getMessage() + sandbox.foreignLogs(), failure);
      };

  @AfterEach
  void mend() {
    sandbox.control().faults().clear(OpenSandbox.TENANT);
  }

  @AfterAll
  static void close() {
    if (sandbox != null) {
      sandbox.close();
    }
  }

  private static String unique(String words) {
    return words + " " + UUID.randomUUID();
  }

  /** Bits flip in the next messages to the companion of this phone. */
  private static void corrupt(Phone phone, int times) {
    sandbox
        .control()
        .faults()
        .put(
            OpenSandbox.TENANT,
            """
            {"seed": 7, "faults": [{"fault": "corrupt", "to": {"phone": "%s", "device": "bot"},
             "on": {"tag": "message", "direction": "to_device"}, "times": %d}]}
            """
                .formatted(phone.id(), times));
  }

  @ParameterizedTest
  @EnumSource
  void whatArrivesDamagedIsAskedForAndSentAgain(Version version) {
    Phone ada = sandbox.person("Ada");
    Phone bob = sandbox.person("Bob");
    OurClient ours = sandbox.ourCompanion(ada);
    BaileysClient theirs = sandbox.companion(version, bob);
    String hello = unique("hello");
    ours.send(Jid.parse(bob.jid()), new Text(hello));
    theirs.waitForText(hello);

    corrupt(bob, 1);
    String toThem = unique("to them");
    ours.send(Jid.parse(bob.jid()), new Text(toThem));
    theirs.waitForText(toThem);

    for (int times = 1; times <= 2; times++) {
      corrupt(ada, times);
      String toUs = unique("to us " + times);
      theirs.send(ada.jid(), toUs);
      ours.awaitMessage(m -> m.text().equals(toUs));
      assertThat(
              ours.events().stream()
                  .filter(ClientEvent.MessageReceived.class::isInstance)
                  .map(e -> ((ClientEvent.MessageReceived) e).message().text())
                  .filter(toUs::equals))
          .hasSize(1);
    }
    assertThat(ours.events()).anyMatch(ClientEvent.MessageUndecryptable.class::isInstance);
  }

  @ParameterizedTest
  @EnumSource
  void whatComesWhileSomebodyIsAwayComesInOrderLater(Version version) {
    Phone ada = sandbox.person("Ada");
    Phone bob = sandbox.person("Bob");
    OurClient ours = sandbox.ourCompanion(ada);
    BaileysClient theirs = sandbox.companion(version, bob);
    List<String> texts = List.of(unique("one"), unique("two"), unique("three"));

    ours.disconnect();
    texts.forEach(text -> theirs.send(ada.jid(), text));
    ours.client().connect();
    ours.awaitMessage(m -> m.text().equals(texts.getLast()));
    assertThat(
            ours.events().stream()
                .filter(ClientEvent.MessageReceived.class::isInstance)
                .map(e -> ((ClientEvent.MessageReceived) e).message().text())
                .filter(texts::contains))
        .containsExactlyElementsOf(texts);

    theirs.disconnect();
    // Baileys shows messages that waited behind those that come at once, so all must wait.
    texts.stream()
        .map(text -> ours.send(Jid.parse(bob.jid()), new Text("to " + text)))
        .forEach(id -> ours.await(ClientEvent.MessageAccepted.class, a -> a.id().equals(id)));
    theirs.open().waitForOpen();
    theirs.waitForReceived(3);
    assertThat(theirs.received())
        .containsExactlyElementsOf(texts.stream().map("to "::concat).toList());
    // That is what Baileys calls messages which waited, and those which come at once.
    texts.forEach(text -> assertThat(theirs.kindOf("to " + text)).isEqualTo("append"));
    String now = unique("now");
    ours.send(Jid.parse(bob.jid()), new Text(now));
    assertThat(theirs.kindOf(now)).isEqualTo("notify");
  }
}

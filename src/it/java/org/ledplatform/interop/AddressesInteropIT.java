package org.ledplatform.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.testing.BaileysClient;
import org.ledplatform.testing.BaileysClient.Version;
import org.ledplatform.testing.OpenSandbox;
import org.ledplatform.testing.Requirements;

/**
 * Foreign clients go on when their phone tells them LIDs, when somebody gets another number, when
 * they were away while the account changed, and with other switches (protocol §6.6, §6.8, §7.5).
 */
class AddressesInteropIT {

  @TempDir static Path folder;
  private static OpenSandbox sandbox;

  @BeforeAll
  static void open() {
    Requirements.needNode();
    sandbox = OpenSandbox.in(folder);
  }

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

  @ParameterizedTest
  @EnumSource
  void goOnWhenTheirPhoneTellsThemLids(Version version) {
    Phone ada = sandbox.person("Ada");
    Phone bob = sandbox.person("Bob");
    BaileysClient client = sandbox.companion(version, ada);
    talk(client, ada, bob);
    plan("'fault':'lid_addressing','to':{'phone':'%s'}".formatted(ada.id()));
    talk(client, ada, bob);
  }

  @ParameterizedTest
  @EnumSource
  void goOnWithSomebodyWhoHasAnotherNumber(Version version) {
    Phone ada = sandbox.person("Ada");
    Phone bob = sandbox.person("Bob");
    BaileysClient client = sandbox.companion(version, ada);
    talk(client, ada, bob);
    plan("'fault':'new_number','to':{'phone':'%s'}".formatted(bob.id()));
    Phone moved = now(bob);
    assertThat(moved.jid()).isNotEqualTo(bob.jid());
    talk(client, ada, moved);
  }

  @ParameterizedTest
  @EnumSource
  void goOnAfterTheAccountChangedWhileTheyWereAway(Version version) {
    Phone ada = sandbox.person("Ada");
    Phone bob = sandbox.person("Bob");
    BaileysClient client = sandbox.companion(version, ada);
    talk(client, ada, bob);
    client.disconnect();
    client.waitForClosed();
    plan("'fault':'props','props':[{'code':10518,'value':'0'}]");
    sandbox
        .control()
        .groups()
        .create(
            OpenSandbox.TENANT,
            "{'as':'%s','subject':'Walks','addressing':'pn','members':['%s']}"
                .formatted(bob.id(), ada.id())
                .replace('\'', '"'));
    client.open().waitForOpen();
    talk(client, ada, bob);
  }

  /** A text each way. */
  private static void talk(BaileysClient client, Phone owner, Phone other) {
    String toThem = "to them " + UUID.randomUUID();
    sandbox.control().send(OpenSandbox.TENANT, other.id(), SendRequest.text(owner.jid(), toThem));
    client.waitForText(toThem);
    String back = "back " + UUID.randomUUID();
    client.send(other.jid(), back);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> sandbox.shown(other).stream().anyMatch(m -> m.text().equals(back)));
  }

  private static Phone now(Phone phone) {
    return sandbox.control().phones(OpenSandbox.TENANT).stream()
        .filter(p -> p.id().equals(phone.id()))
        .findFirst()
        .orElseThrow();
  }

  private static void plan(String rule) {
    sandbox
        .control()
        .faults()
        .put(OpenSandbox.TENANT, ("{'faults':[{" + rule + "}]}").replace('\'', '"'));
  }
}

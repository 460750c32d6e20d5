package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.RawClient.Keys;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SandboxProblem;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.pairing.QrText;

/** An account that is linked with a passkey only, as the fault makes it (protocol §5.3). */
class PasskeyTest {

  private final SandboxFixture sandbox = new SandboxFixture();

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void aClientWhoseQrIsScannedIsAskedForAPasskeyAndGetsNoDevice() {
    Keys keys = Keys.generate(new SecureRandom());
    Phone phone = sandbox.phone("Ada");
    sandbox
        .control()
        .faults()
        .put(SandboxFixture.TENANT, "{\"faults\":[{\"fault\":\"passkey_only\"}]}");
    try (RawClient client = sandbox.register(keys)) {
      String ref = client.await("iq").requireChild("pair-device").children("ref").getFirst().text();
      String qr =
          new QrText(ref, keys.noise().publicKey(), keys.identity().publicKey(), keys.advSecret())
              .format();

      assertThatThrownBy(() -> sandbox.control().scan(SandboxFixture.TENANT, phone.id(), qr))
          .isInstanceOfSatisfying(
              SandboxProblem.class,
              refused -> assertThat(refused.kind()).isEqualTo(SandboxProblem.Kind.CONFLICT));

      Node prologue = client.await("notification");
      assertThat(prologue.requireJid("from")).isEqualTo(Jid.NETWORK);
      assertThat(prologue.require("type")).isEqualTo("passkey_prologue_request");
      assertThat(prologue.requireChild("passkey_request_options").text())
          .contains("\"challenge\"", "\"rpId\"");
      String digits = Jid.parse(phone.jid()).user();
      assertThat(
              sandbox.network().server().account(digits).map(sandbox.network().server()::devices))
          .hasValueSatisfying(devices -> assertThat(devices).hasSize(1));

      sandbox.control().faults().clear(SandboxFixture.TENANT);
      sandbox.control().scan(SandboxFixture.TENANT, phone.id(), qr);
      assertThat(client.await("iq").child("pair-success")).isPresent();
    }
  }
}

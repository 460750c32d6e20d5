package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.Companion;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.whatsapp.crypto.Curve;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.node.Node;

/** A device hands in a newer signed pre-key (protocol §6.3). */
class RotationTest {

  private final SecureRandom random = new SecureRandom();
  private final SandboxFixture sandbox = new SandboxFixture();
  private Companion bot;
  private RawClient client;

  @BeforeEach
  void goOnline() {
    bot = Companion.pair(sandbox, sandbox.phone("Ada").id());
    client = bot.goOnline();
  }

  @AfterEach
  void close() {
    client.close();
    sandbox.close();
  }

  private Node key(int id) {
    KeyPair pair = KeyPair.generate(random);
    byte[] signature =
        Curve.sign(bot.keys().identity().privateKey(), pair.publicKey().withPrefix(), random);
    return Node.of(
        "skey",
        Node.of("id", RawClient.number(id, 3).toByteArray()),
        Node.of("value", pair.publicKey().bytes()),
        Node.of("signature", signature));
  }

  /** The code of the refusal, or {@code taken}. */
  private String rotate(Node skey) {
    Node answer = client.ask("encrypt", "set", Node.of("rotate", skey));
    return answer.child("error").map(e -> e.require("code")).orElse("taken");
  }

  private byte[] handedOut() {
    return client
        .ask("encrypt", "get", Node.of("key", Node.of("user").with("jid", bot.jid())))
        .requireChild("list")
        .requireChild("user")
        .requireChild("skey")
        .requireChild("value")
        .bytes();
  }

  @Test
  void aNewerKeyIsHandedOutFromThenOn() {
    Node newer = key(2);
    assertThat(rotate(newer)).isEqualTo("taken");
    assertThat(handedOut()).isEqualTo(newer.requireChild("value").bytes());
    assertThat(rotate(key(7))).isEqualTo("taken");
  }

  @Test
  void theSameKeyMayComeAgainBecauseTheAnswerMayHaveBeenLost() {
    Node newer = key(2);
    assertThat(rotate(newer)).isEqualTo("taken");
    assertThat(rotate(newer)).isEqualTo("taken");
  }

  @Test
  void anOlderIdOrAnotherKeyUnderTheSameIdIsRefusedAndChangesNothing() {
    Node newer = key(3);
    assertThat(rotate(newer)).isEqualTo("taken");
    assertThat(rotate(key(3))).isEqualTo("409");
    assertThat(rotate(key(2))).isEqualTo("409");
    assertThat(handedOut()).isEqualTo(newer.requireChild("value").bytes());
  }

  @Test
  void aKeyThatSomebodyElseSignedIsRefused() {
    Node forged =
        Node.of(
            "skey",
            key(2).requireChild("id"),
            key(2).requireChild("value"),
            key(2).requireChild("signature"));
    assertThat(rotate(forged)).isEqualTo("406");
  }
}

package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.Companion;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.RawClient.Keys;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SandboxProblem;
import org.ledplatform.whatsapp.crypto.Curve;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.pairing.AdvIdentity;
import org.ledplatform.whatsapp.pairing.QrText;
import org.ledplatform.whatsapp.proto.ADVSignedDeviceIdentity;
import org.ledplatform.whatsapp.proto.ClientPayload;

class PairingTest {

  private final SandboxFixture sandbox = new SandboxFixture();
  private final SecureRandom random = new SecureRandom();
  private final Keys keys = Keys.generate(random);
  private Phone phone;

  @BeforeEach
  void addPhone() {
    phone = sandbox.phone("Ada");
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void makesACompanionOfTheAccountThatScans() {
    Companion companion = Companion.pair(sandbox, phone.id());

    assertThat(companion.jid()).isEqualTo(Jid.parse(phone.jid()).withDevice(1));
    assertThat(companion.lid()).isEqualTo(Jid.parse(phone.lid()).withDevice(1));
    assertThat(companion.keyIndex()).isEqualTo(1);
    try (RawClient client = companion.logIn()) {
      Node success = client.await("success");
      assertThat(success.requireJid("lid")).isEqualTo(companion.lid());
      assertThat(success.number("t")).isPresent();
    }
  }

  @Test
  void neverGivesANumberTwice() {
    Companion first = Companion.pair(sandbox, phone.id());
    try (RawClient client = first.goOnline()) {
      client.ask(
          "md",
          "set",
          Node.of("remove-companion-device")
              .with("jid", first.jid())
              .with("reason", "user_initiated"));
      client.awaitClosed();
    }

    Companion second = Companion.pair(sandbox, phone.id());

    assertThat(second.jid().device()).isEqualTo(2);
    assertThat(second.keyIndex()).isEqualTo(2);
  }

  @Test
  void everyReferenceOnOfferCanBeScannedInBothFormsOfQr() {
    try (RawClient client = sandbox.register(keys)) {
      Node offer = client.await("iq");
      Node last = offer.requireChild("pair-device").children("ref").getLast();
      assertThat(last.text()).startsWith("2@").doesNotContain(",");
      String withUrl = qr(last).format();
      String old = withUrl.substring(withUrl.indexOf('#') + 1, withUrl.lastIndexOf(','));

      sandbox.control().scan(SandboxFixture.TENANT, phone.id(), old);

      assertThat(client.await(n -> n.child("pair-success").isPresent()).has("xmlns", "md"))
          .isTrue();
    }
  }

  @Test
  void refusesAQrThatNobodyShowsOrThatIsNone() {
    Node strange = Node.of("ref", "2@abc".getBytes(StandardCharsets.US_ASCII));
    assertInvalidQr(qr(strange).format());
    assertInvalidQr("https://example.org/");
  }

  @Test
  void refusesAQrOfAClientThatHasGone() {
    RawClient client = sandbox.register(keys);
    Node ref = ref(client);
    client.close();
    client.awaitClosed();

    await().untilAsserted(() -> assertInvalidQr(qr(ref).format()));
  }

  @Test
  void refusesAQrWithForeignKeysAndLeavesTheClientWaiting() {
    try (RawClient client = sandbox.register(keys)) {
      Node ref = ref(client);
      QrText qr = qr(ref);
      PublicKey foreign = KeyPair.generate(random).publicKey();
      assertInvalidQr(new QrText(qr.ref(), foreign, qr.identityKey(), qr.advSecret()).format());
      assertInvalidQr(new QrText(qr.ref(), qr.noiseKey(), foreign, qr.advSecret()).format());

      sandbox.control().scan(SandboxFixture.TENANT, phone.id(), qr.format());

      assertThat(client.await(n -> n.child("pair-success").isPresent())).isNotNull();
    }
  }

  @Test
  void aQrCanBeScannedOnce() {
    try (RawClient client = sandbox.register(keys)) {
      String qr = qr(ref(client)).format();
      sandbox.control().scan(SandboxFixture.TENANT, phone.id(), qr);
      assertInvalidQr(qr);
    }
  }

  @Test
  void refusesAForgedDeviceSignature() {
    KeyPair forger = KeyPair.generate(random);
    assertRefused(
        success -> {
          // Signed with a key that is not the identity the phone vouched for.
          byte[] container = success.requireChild("device-identity").bytes();
          byte[] honest =
              AdvIdentity.accept(container, keys.advSecret(), keys.identity(), random).reply();
          return replaceSignature(honest, forger);
        },
        "1");
  }

  @Test
  void refusesAWrongKeyIndex() {
    assertRefused(
        success ->
            AdvIdentity.accept(
                    success.requireChild("device-identity").bytes(),
                    keys.advSecret(),
                    keys.identity(),
                    random)
                .reply(),
        "7");
  }

  @Test
  void refusesAnAnswerThatIsAnError() {
    try (RawClient client = sandbox.register(keys)) {
      sandbox.control().scan(SandboxFixture.TENANT, phone.id(), qr(ref(client)).format());
      Node iq = client.await(n -> n.child("pair-success").isPresent());
      client.send(
          Node.of("iq", Node.of("error").with("code", 401).with("text", "hmac-mismatch"))
              .with("id", iq.require("id"))
              .with("to", Jid.NETWORK)
              .with("type", "error"));
      client.awaitClosed();
    }
    assertNobodyIsLinked();
  }

  @Test
  void refusesARegistrationWhoseSignedPreKeyIsNotSigned() {
    ClientPayload.Builder payload = RawClient.registration(keys).toBuilder();
    payload
        .getDevicePairingDataBuilder()
        .setESkeySig(ByteString.copyFrom(Keys.generate(random).signature()));
    RawClient client = sandbox.shakeHands(keys.noise(), payload.build());
    assertThat(client.await("failure").require("reason")).isEqualTo("400");
    client.awaitClosed();
  }

  @Test
  void answersOnlyPingsBeforeThePairing() {
    try (RawClient client = sandbox.register(keys)) {
      assertThat(client.ask("w:p", "get", Node.of("ping")).has("type", "result")).isTrue();
      assertThat(client.ask("usync", "get").requireChild("error").require("code")).isEqualTo("501");
    }
  }

  private interface Answer {
    byte[] to(Node pairSuccess);
  }

  private void assertRefused(Answer answer, String keyIndex) {
    try (RawClient client = sandbox.register(keys)) {
      sandbox.control().scan(SandboxFixture.TENANT, phone.id(), qr(ref(client)).format());
      Node iq = client.await(n -> n.child("pair-success").isPresent());
      client.send(
          Node.of(
                  "iq",
                  Node.of(
                      "pair-device-sign",
                      Node.of("device-identity", answer.to(iq.requireChild("pair-success")))
                          .with("key-index", keyIndex)))
              .with("id", iq.require("id"))
              .with("to", Jid.NETWORK)
              .with("type", "result"));
      assertThat(client.await("stream:error").require("code")).isNotEqualTo("515");
      client.awaitClosed();
    }
    assertNobodyIsLinked();
  }

  private void assertNobodyIsLinked() {
    RawClient login =
        sandbox.shakeHands(keys.noise(), RawClient.login(Jid.parse(phone.jid()).user(), 1));
    assertThat(login.await("failure").require("reason")).isEqualTo("401");
  }

  private static byte[] replaceSignature(byte[] reply, KeyPair forger) {
    try {
      var signed = ADVSignedDeviceIdentity.parseFrom(reply).toBuilder();
      byte[] signature =
          Curve.sign(forger.privateKey(), signed.getDetails().toByteArray(), new SecureRandom());
      return signed.setDeviceSignature(ByteString.copyFrom(signature)).build().toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private void assertInvalidQr(String qr) {
    assertThatThrownBy(() -> sandbox.control().scan(SandboxFixture.TENANT, phone.id(), qr))
        .isInstanceOfSatisfying(
            SandboxProblem.class, problem -> assertThat(problem.field()).contains("qr"));
  }

  private static Node ref(RawClient client) {
    return client.await("iq").requireChild("pair-device").children("ref").getFirst();
  }

  private QrText qr(Node ref) {
    return new QrText(
        ref.text(), keys.noise().publicKey(), keys.identity().publicKey(), keys.advSecret());
  }
}

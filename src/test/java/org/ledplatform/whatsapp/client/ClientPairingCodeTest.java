package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.pairing.AdvIdentity;
import org.ledplatform.whatsapp.pairing.LinkCode;
import org.ledplatform.whatsapp.pairing.LinkCodeCrypto;
import org.ledplatform.whatsapp.store.RecordKind;

/** A code that somebody types, rightly, wrongly and late. */
class ClientPairingCodeTest extends AskingForCodes {

  private final KeyPair phoneEphemeral = KeyPair.generate(network.random);

  private PublicKey companionEphemeral(LinkCode code) {
    return LinkCodeCrypto.unwrap(
        code,
        stage("companion_hello")
            .requireChild("link_code_pairing_wrapped_companion_ephemeral_pub")
            .bytes());
  }

  private void type(LinkCode code, byte[] ref) {
    notify(
        "link_code_companion_reg",
        linkCode(
                Node.of("link_code_pairing_ref", ref),
                Node.of(
                    "link_code_pairing_wrapped_primary_ephemeral_pub",
                    LinkCodeCrypto.wrap(code, phoneEphemeral.publicKey(), network.random)),
                Node.of("primary_identity_pub", network.account.publicKey().bytes()))
            .with("stage", "primary_hello"));
  }

  private byte[] openBundle(LinkCode code) {
    Node finish = stage("companion_finish");
    return LinkCodeCrypto.open(
        phoneEphemeral,
        companionEphemeral(code),
        network.account,
        new PublicKey(finish.requireChild("companion_identity_public").bytes()),
        finish.requireChild("link_code_pairing_wrapped_key_bundle").bytes());
  }

  private void succeed(byte[] advSecret) {
    fixture.pairSuccess(
        AdvIdentity.container(
            network.account,
            fixture.shownQr().identityKey(),
            advSecret,
            7,
            1,
            network.clock.instant(),
            network.random));
  }

  @Test
  void pairsWithTheCodeThatSomebodyTypes() {
    fixture.connect();
    PairingCode shown = ask().join();
    LinkCode code = LinkCode.parse(shown.shown());
    assertThat(shown.shown()).matches("[1-9A-Z]{4}-[1-9A-Z]{4}");
    assertThat(fixture.last(ClientEvent.CodeOffered.class).code()).isEqualTo(shown);
    type(code, REF);
    byte[] secret = openBundle(code);
    assertThat(network.last().received("ack").getFirst().has("class", "notification")).isTrue();
    succeed(secret);
    assertThat(fixture.all(ClientEvent.Paired.class)).hasSize(1);
    assertThat(fixture.all(ClientEvent.PairingFailed.class)).isEmpty();
    assertThat(fixture.store.list(RecordKind.CREDENTIALS)).hasSize(1);
  }

  @Test
  void theQrsGoOnBesideTheCodeWhichExpiresWithTheLastOfThem() {
    fixture.connect();
    PairingCode code = ask().join();
    assertThat(code.expiresAt()).isEqualTo(network.clock.instant().plusSeconds(160));
    fixture.advance(Duration.ofSeconds(60));
    assertThat(fixture.shownQr().ref()).isEqualTo("2@ref1");
    fixture.scan();
    assertThat(fixture.all(ClientEvent.Paired.class)).hasSize(1);
  }

  @Test
  void aQrThatIsScannedAfterACodeWasTypedStillPairs() {
    fixture.connect();
    type(LinkCode.parse(ask().join().shown()), REF);
    fixture.scan();
    assertThat(fixture.all(ClientEvent.Paired.class)).hasSize(1);
  }

  @Test
  void aWrongCodeIsSaidAndTheRightOneStillPairs() {
    fixture.connect();
    LinkCode code = LinkCode.parse(ask().join().shown());
    finishError = Optional.of(Node.of("error").with("code", 400));
    type(LinkCode.parse("AAAA-AAAA"), REF);
    assertThat(fixture.all(ClientEvent.PairingFailed.class)).hasSize(1);
    finishError = Optional.empty();
    type(code, REF);
    succeed(openBundle(code));
    assertThat(fixture.all(ClientEvent.Paired.class)).hasSize(1);
  }

  @Test
  void anAnswerWithASecretThatNeitherQrNorCodeHasIsRefused() {
    fixture.connect();
    type(LinkCode.parse(ask().join().shown()), REF);
    succeed(new byte[32]);
    assertThat(fixture.all(ClientEvent.Paired.class)).isEmpty();
    assertThat(fixture.all(ClientEvent.PairingFailed.class)).hasSize(1);
  }

  @Test
  void aPairingOfAnotherNameIsIgnored() {
    fixture.connect();
    LinkCode code = LinkCode.parse(ask().join().shown());
    type(code, new byte[] {9});
    assertThat(network.last().receivedIqs("md")).hasSize(1);
    assertThat(fixture.all(ClientEvent.PairingFailed.class)).isEmpty();
  }

  @Test
  void aNewCodeReplacesTheOneBefore() {
    fixture.connect();
    LinkCode first = LinkCode.parse(ask().join().shown());
    helloAnswer = linkCode(Node.of("link_code_pairing_ref", new byte[] {4}));
    LinkCode second = LinkCode.parse(ask().join().shown());
    assertThat(second).isNotEqualTo(first);
    type(first, REF);
    assertThat(network.last().receivedIqs("md")).hasSize(2);
    type(second, new byte[] {4});
    succeed(openBundle(second));
    assertThat(fixture.all(ClientEvent.Paired.class)).hasSize(1);
  }

  @Test
  void aCodeThatIsTypedAtTheLastMomentIsNotCutOff() {
    fixture.connect();
    LinkCode code = LinkCode.parse(ask().join().shown());
    fixture.advance(Duration.ofSeconds(60));
    for (int i = 0; i < 4; i++) {
      fixture.advance(Duration.ofSeconds(20));
    }
    fixture.advance(Duration.ofSeconds(19));
    type(code, REF);
    fixture.advance(Duration.ofSeconds(10));
    assertThat(fixture.all(ClientEvent.QrExhausted.class)).isEmpty();
    succeed(openBundle(code));
    assertThat(fixture.all(ClientEvent.Paired.class)).hasSize(1);
  }
}

package org.ledplatform.whatsapp.client;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ledplatform.whatsapp.client.PairingCodeRefusedException.Reason;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.pairing.AdvIdentity;
import org.ledplatform.whatsapp.pairing.LinkCode;
import org.ledplatform.whatsapp.pairing.LinkCodeCrypto;
import org.ledplatform.whatsapp.pairing.PhoneNumber;
import org.ledplatform.whatsapp.store.RecordKind;

class ClientPairingCodeTest {

  private static final PhoneNumber NUMBER = PhoneNumber.parse("+49 170 1234567");
  private static final byte[] REF = {1, 2, 3};

  private final ClientFixture fixture = new ClientFixture();
  private final TestNetwork network = fixture.network;
  private final KeyPair phoneEphemeral = KeyPair.generate(network.random);
  private Node helloAnswer = linkCode(Node.of("link_code_pairing_ref", REF));
  private Optional<Node> finishError = Optional.empty();

  ClientPairingCodeTest() {
    network.onLinkCode = this::answer;
  }

  private Node answer(Node asked) {
    if (asked.has("stage", "companion_hello")) {
      return helloAnswer;
    }
    return finishError.orElseGet(() -> Node.of("nothing"));
  }

  private static Node linkCode(Node... children) {
    return Node.of("link_code_companion_reg", children);
  }

  private CompletableFuture<PairingCode> ask() {
    CompletableFuture<PairingCode> told =
        fixture.client.requestPairingCode(NUMBER).toCompletableFuture();
    network.run();
    return told;
  }

  private Node stage(String stage) {
    return network.last().receivedIqs("md").stream()
        .flatMap(iq -> iq.child("link_code_companion_reg").stream())
        .filter(reg -> reg.has("stage", stage))
        .toList()
        .getLast();
  }

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

  private void notify(String type, Node child) {
    network
        .last()
        .send(
            Node.of("notification", child)
                .with("from", Jid.NETWORK)
                .with("type", type)
                .with("id", "n1")
                .with("t", 1000));
    network.run();
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
  void tellsTheNetworkTheNumberTheKeysAndANameThatItKnows() {
    fixture.connect();
    ask();
    Node hello = stage("companion_hello");
    assertThat(hello.require("jid")).isEqualTo("491701234567@s.whatsapp.net");
    assertThat(hello.require("should_show_push_notification")).isEqualTo("true");
    assertThat(new PublicKey(hello.requireChild("companion_server_auth_key_pub").bytes()))
        .isEqualTo(network.last().noiseKey());
    assertThat(hello.requireChild("companion_platform_display").text()).isEqualTo("Chrome (Linux)");
    assertThat(hello.requireChild("companion_platform_id").text()).isEqualTo("1");
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
  void twoRequestsAtOnceAreOneTooMany() {
    fixture.connect();
    var first = fixture.client.requestPairingCode(NUMBER).toCompletableFuture();
    var second = fixture.client.requestPairingCode(NUMBER).toCompletableFuture();
    network.run();
    assertThat(first).isCompleted();
    assertThat(reason(second)).isEqualTo(Reason.BUSY);
  }

  @ParameterizedTest
  @CsvSource({"400,NUMBER_REFUSED", "429,RATE_LIMITED", "500,REFUSED"})
  void aRefusalOfTheNetworkIsNamedAndTheQrsGoOn(int code, Reason reason) {
    fixture.connect();
    helloAnswer = Node.of("error").with("code", code);
    assertThat(reason(ask())).isEqualTo(reason);
    fixture.advance(Duration.ofSeconds(60));
    assertThat(fixture.shownQr().ref()).isEqualTo("2@ref1");
    helloAnswer = linkCode(Node.of("link_code_pairing_ref", REF));
    assertThat(ask()).isCompleted();
  }

  @Test
  void anAnswerWithoutAReferenceIsARefusal() {
    fixture.connect();
    helloAnswer = linkCode();
    assertThat(reason(ask())).isEqualTo(Reason.REFUSED);
  }

  @Test
  void aNetworkThatDoesNotAnswerFailsTheRequest() {
    fixture.connect();
    network.answering = false;
    CompletableFuture<PairingCode> told = ask();
    assertThat(told).isNotDone();
    fixture.advance(Duration.ofSeconds(60));
    assertThat(reason(told)).isEqualTo(Reason.NO_ANSWER);
  }

  @Test
  void aConnectionThatEndsFailsTheRequest() {
    fixture.connect();
    network.answering = false;
    CompletableFuture<PairingCode> told = ask();
    network.last().close();
    network.run();
    assertThat(reason(told)).isEqualTo(Reason.NO_ANSWER);
  }

  @Test
  void whoeverIsNotWaitingToBePairedGetsNoCode() {
    assertThat(reason(ask())).isEqualTo(Reason.NOT_PAIRING);
    fixture.pairAndLogIn();
    assertThat(reason(ask())).isEqualTo(Reason.NOT_PAIRING);
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

  @Test
  void anAccountThatWantsAPasskeyIsExplainedAndTheQrsGoOn() {
    fixture.connect();
    notify("passkey_prologue_request", Node.of("passkey_request_options", new byte[] {'{', '}'}));
    assertThat(fixture.last(ClientEvent.PairingFailed.class).reason()).contains("passkey");
    fixture.advance(Duration.ofSeconds(60));
    assertThat(fixture.shownQr().ref()).isEqualTo("2@ref1");
    fixture.scan();
    assertThat(fixture.all(ClientEvent.Paired.class)).hasSize(1);
  }

  @Test
  void onlyTheNetworkItselfMaySpeakOfCodesAndPasskeys() {
    fixture.connect();
    network
        .last()
        .send(
            Node.of("notification")
                .with("from", "100@lid")
                .with("type", "passkey_prologue_request")
                .with("id", "n1"));
    network.run();
    assertThat(fixture.all(ClientEvent.PairingFailed.class)).isEmpty();
  }

  private static Reason reason(CompletableFuture<PairingCode> told) {
    assertThat(told).isCompletedExceptionally();
    try {
      told.get();
      throw new AssertionError("There is a code");
    } catch (ExecutionException e) {
      return requireNonNull((PairingCodeRefusedException) e.getCause()).reason();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

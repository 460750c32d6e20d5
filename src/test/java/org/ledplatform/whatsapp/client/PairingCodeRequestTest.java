package org.ledplatform.whatsapp.client;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ledplatform.whatsapp.client.PairingCodeRefusedException.Reason;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.node.Node;

/** Asking for a code: what the network is told, and every way to get none. */
class PairingCodeRequestTest extends AskingForCodes {

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

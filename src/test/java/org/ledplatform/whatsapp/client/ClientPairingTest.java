package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.pairing.AdvIdentity;
import org.ledplatform.whatsapp.pairing.QrText;
import org.ledplatform.whatsapp.store.RecordKind;

class ClientPairingTest {

  private final ClientFixture fixture = new ClientFixture();
  private final TestNetwork network = fixture.network;

  @Test
  void showsAQrWithTheKeysThatTheConnectionPresented() {
    fixture.connect();
    QrText qr = fixture.shownQr();
    assertThat(qr.ref()).isEqualTo("2@ref0");
    assertThat(qr.noiseKey()).isEqualTo(network.last().noiseKey());
    assertThat(qr.identityKey().bytes())
        .isEqualTo(
            network
                .last()
                .payload()
                .orElseThrow()
                .getDevicePairingData()
                .getEIdent()
                .toByteArray());
    assertThat(network.last().received("iq").getFirst().has("id", "pair-1")).isTrue();
  }

  @Test
  void turnsTheQrAndStopsWhenAllWentBy() {
    fixture.connect();
    fixture.advance(Duration.ofSeconds(59));
    assertThat(fixture.all(ClientEvent.QrOffered.class)).hasSize(1);
    fixture.advance(Duration.ofSeconds(1));
    assertThat(fixture.shownQr().ref()).isEqualTo("2@ref1");
    for (int i = 0; i < 5; i++) {
      fixture.advance(Duration.ofSeconds(20));
    }
    assertThat(fixture.all(ClientEvent.QrOffered.class)).hasSize(6);
    assertThat(fixture.all(ClientEvent.QrExhausted.class)).hasSize(1);
    assertThat(network.last().closed).isTrue();
    fixture.advance(Duration.ofMinutes(10));
    assertThat(network.connections).hasSize(1);
  }

  @Test
  void aNetworkThatHangsUpAtTheLastQrExhaustsIt() {
    fixture.connect();
    for (int i = 0; i < 5; i++) {
      fixture.advance(Duration.ofSeconds(60));
    }
    network.last().close();
    network.run();
    assertThat(fixture.all(ClientEvent.QrExhausted.class)).hasSize(1);
  }

  @Test
  void pairsRestartsAtOnceAndLogsIn() {
    fixture.pairAndLogIn();
    assertThat(fixture.last(ClientEvent.Paired.class))
        .isEqualTo(new ClientEvent.Paired(TestNetwork.OWN, TestNetwork.OWN_LID, "android", ""));
    assertThat(fixture.last(ClientEvent.Online.class))
        .isEqualTo(new ClientEvent.Online(TestNetwork.OWN, TestNetwork.OWN_LID));
    assertThat(fixture.all(ClientEvent.Disconnected.class)).isEmpty();
    assertThat(network.connections).hasSize(2);
    var login = network.last().payload().orElseThrow();
    assertThat(login.getUsername()).isEqualTo(49170L);
    assertThat(login.getDevice()).isEqualTo(5);
    assertThat(network.last().noiseKey()).isEqualTo(network.connections.getFirst().noiseKey());
  }

  @Test
  void answersThePhoneWithASignatureThatVerifies() {
    fixture.connect();
    QrText qr = fixture.shownQr();
    fixture.scan();
    Node reply =
        network.last().received("iq").stream()
            .filter(n -> n.has("id", "pair-2"))
            .findFirst()
            .orElseThrow();
    Node identity = reply.requireChild("pair-device-sign").requireChild("device-identity");
    assertThat(identity.has("key-index", "1")).isTrue();
    assertThat(
            AdvIdentity.verifyReply(
                identity.bytes(), qr.identityKey(), network.account.publicKey()))
        .isTrue();
  }

  @Test
  void uploadsPreKeysBeforeItIsActive() {
    fixture.pairAndLogIn();
    var iqs = network.last().received("iq");
    int upload = indexOf(iqs, "registration");
    int active = indexOf(iqs, "active");
    assertThat(upload).isPositive().isLessThan(active);
    assertThat(iqs.get(upload).requireChild("list").children("key")).hasSizeGreaterThan(30);
  }

  private static int indexOf(java.util.List<Node> iqs, String child) {
    for (int i = 0; i < iqs.size(); i++) {
      if (iqs.get(i).child(child).isPresent()) {
        return i;
      }
    }
    return -1;
  }

  @Test
  void aRestartOverTheSameStoreLogsInWithoutAQr() {
    fixture.pairAndLogIn();
    fixture.restart();
    fixture.connect();
    assertThat(fixture.all(ClientEvent.QrOffered.class)).isEmpty();
    assertThat(fixture.all(ClientEvent.Online.class)).hasSize(1);
  }

  @Test
  void refusesAnAnswerMadeWithAnotherSecret() {
    fixture.connect();
    QrText qr = fixture.shownQr();
    fixture.pairSuccess(
        AdvIdentity.container(
            network.account,
            qr.identityKey(),
            new byte[32],
            7,
            1,
            network.clock.instant(),
            network.random));
    assertRefused("hmac-mismatch");
  }

  @Test
  void refusesAnAnswerForAnotherDevice() {
    fixture.connect();
    QrText qr = fixture.shownQr();
    fixture.pairSuccess(
        AdvIdentity.container(
            network.account,
            KeyPair.generate(network.random).publicKey(),
            qr.advSecret(),
            7,
            1,
            network.clock.instant(),
            network.random));
    assertRefused("signature-mismatch");
  }

  private void assertRefused(String text) {
    Node error =
        network.connections.getFirst().received("iq").stream()
            .filter(n -> n.has("type", "error"))
            .findFirst()
            .orElseThrow();
    assertThat(error.requireChild("error").has("text", text)).isTrue();
    assertThat(fixture.all(ClientEvent.PairingFailed.class)).hasSize(1);
    assertThat(fixture.all(ClientEvent.Paired.class)).isEmpty();
    assertThat(fixture.store.list(RecordKind.CREDENTIALS)).isEmpty();
  }

  @Test
  void tellsNothingToAServerThatTheRootDoesNotVouchFor() {
    network.signingRoot = KeyPair.generate(network.random);
    fixture.connect();
    assertThat(network.last().payload()).isEmpty();
    assertThat(network.last().closed).isTrue();
    assertThat(fixture.last(ClientEvent.Failed.class).reason())
        .isInstanceOf(CloseReason.BadCertificate.class);
    fixture.advance(Duration.ofMinutes(10));
    assertThat(network.connections).hasSize(1);
  }

  @Test
  void aServerThatKeepsSayingRestartIsNotHammered() {
    network.login = Optional.of(Node.of("stream:error").with("code", "515"));
    fixture.connect();
    fixture.scan();
    network.last().send(Node.of("stream:error").with("code", "515"));
    network.run();
    assertThat(network.connections).hasSize(2);
    assertThat(fixture.all(ClientEvent.Disconnected.class)).hasSize(1);
  }

  @Test
  void waitsForAnAnswerOnlySoLong() {
    network.answering = false;
    network.login = Optional.empty();
    fixture.connect();
    fixture.scan();
    network.last().send(Node.of("stream:error").with("code", "515"));
    network.run();
    fixture.advance(Duration.ofSeconds(21));
    assertThat(fixture.last(ClientEvent.Disconnected.class).reason())
        .isInstanceOf(CloseReason.TimedOut.class);
    fixture.advance(Duration.ofSeconds(61));
    assertThat(network.connections).hasSize(3);
  }
}

package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.socket.ByteSocket;

/** Every state has a time-out: a network that goes silent with open TCP is noticed in each. */
class ClientSilenceTest {

  private final ClientFixture fixture = new ClientFixture();
  private final TestNetwork network = fixture.network;

  private void seconds(int count) {
    for (int i = 0; i < count; i++) {
      fixture.advance(Duration.ofSeconds(1));
    }
  }

  private void assertGaveUp() {
    assertThat(fixture.all(ClientEvent.Disconnected.class)).hasSize(1);
    assertThat(fixture.last(ClientEvent.Disconnected.class).reason())
        .isInstanceOf(CloseReason.TimedOut.class);
  }

  @Test
  void onlineEndsWithinAMinuteOfSilence() {
    fixture.pairAndLogIn();
    network.answering = false;
    ServerEnd silent = network.last();
    seconds(61);
    assertThat(silent.receivedIqs("w:p")).hasSize(3);
    assertThat(silent.closed).isTrue();
    assertThat(fixture.all(ClientEvent.Disconnected.class).getFirst().reason())
        .isInstanceOf(CloseReason.TimedOut.class);
  }

  @Test
  void bytesThatArriveDoNotProveThatOursDo() {
    fixture.pairAndLogIn();
    network.answering = false;
    for (int i = 0; i < 61; i++) {
      if (fixture.all(ClientEvent.Disconnected.class).isEmpty()) {
        network.last().send(Node.of("presence").with("from", "100@lid"));
      }
      seconds(1);
    }
    assertGaveUp();
  }

  @Test
  void aPingThatIsAnsweredLateIsAnswered() {
    fixture.pairAndLogIn();
    network.answering = false;
    for (int i = 0; i < 20; i++) {
      seconds(15);
      network.last().receivedIqs("w:p").forEach(this::answer);
      network.run();
    }
    assertThat(fixture.all(ClientEvent.Disconnected.class)).isEmpty();
  }

  private void answer(Node ping) {
    network
        .last()
        .send(
            Node.of("iq")
                .with("from", Jid.NETWORK)
                .with("type", "result")
                .with("id", ping.require("id")));
  }

  @Test
  void aServerThatTakesTheConnectionAndSaysNothingIsLeft() {
    int[] sent = {0};
    fixture.connector =
        _ ->
            new ByteSocket() {
              @Override
              public void send(byte[] bytes) {
                sent[0]++;
              }

              @Override
              public void close() {}
            };
    fixture.client = fixture.newClient();
    fixture.connect();
    assertThat(sent[0]).isEqualTo(1);
    seconds(20);
    assertGaveUp();
  }

  @Test
  void aLoginThatIsNeitherTakenNorRefusedIsLeft() {
    fixture.pairAndLogIn();
    fixture.restart();
    network.login = Optional.empty();
    fixture.connect();
    seconds(20);
    assertGaveUp();
  }

  @Test
  void aLoginThatIsTakenAndThenFallsSilentIsLeft() {
    fixture.pairAndLogIn();
    fixture.restart();
    network.answering = false;
    fixture.connect();
    seconds(121);
    assertGaveUp();
    assertThat(fixture.all(ClientEvent.Online.class)).isEmpty();
  }

  @Test
  void aServerThatNeverOffersAQrIsLeft() {
    network.pairing = false;
    fixture.connect();
    seconds(20);
    assertGaveUp();
  }
}

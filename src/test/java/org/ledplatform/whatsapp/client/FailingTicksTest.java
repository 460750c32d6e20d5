package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.proto.MessageKey;
import org.ledplatform.whatsapp.proto.StoredMissingMessage;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/** One part of a connection that fails with each tick does not switch the others off. */
class FailingTicksTest {

  private final ClientFixture fixture = new ClientFixture();
  private final TestNetwork network = fixture.network;

  /** A record that parses and makes no sense: nobody asks for something minus one times. */
  @BeforeEach
  void failWithEachTick() {
    fixture.pairAndLogIn();
    fixture.restart();
    StoredMissingMessage damaged =
        StoredMissingMessage.newBuilder()
            .setName("100@lid|100@lid|M1")
            .setKey(MessageKey.newBuilder().setRemoteJid("100@lid").setId("M1"))
            .setChat("100@lid")
            .setSender("100@lid")
            .setSentAt(network.clock.instant().getEpochSecond())
            .setDue(0)
            .setAsked(-1)
            .build();
    fixture.store.commit(
        List.of(
            StoreChange.put(RecordKind.MISSING_MESSAGE, damaged.getName(), damaged.toByteArray())));
    fixture.connect();
    assertThat(fixture.all(ClientEvent.Online.class)).hasSize(1);
  }

  private void seconds(int count) {
    for (int i = 0; i < count; i++) {
      fixture.advance(Duration.ofSeconds(1));
    }
  }

  @Test
  void aNetworkThatFallsSilentIsStillNoticed() {
    network.answering = false;
    seconds(65);
    assertThat(fixture.all(ClientEvent.Disconnected.class).getFirst().reason())
        .isInstanceOf(CloseReason.TimedOut.class);
  }

  @Test
  void aNetworkThatAnswersIsNotLeft() {
    seconds(65);
    assertThat(network.last().receivedIqs("w:p")).isNotEmpty();
    assertThat(fixture.all(ClientEvent.Disconnected.class)).isEmpty();
  }

  @Test
  void thePartsBehindItGoOn() {
    network.acknowledging = false;
    fixture.client.send(OutgoingMessage.text("ID1", fixture.anna.jid, "hello", Optional.empty()));
    network.run();
    int sent = network.last().received("message").size();
    assertThat(sent).isPositive();
    seconds(150);
    assertThat(network.last().received("message")).hasSizeGreaterThan(sent);
  }
}

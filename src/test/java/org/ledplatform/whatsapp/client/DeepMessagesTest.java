package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.content.Forwarding;
import org.ledplatform.whatsapp.message.Outbox;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.message.ReceivedMessage;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.FutureProofMessage;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.store.RecordKind;

/** Messages that nest deep, which would not fit into what is stored of them. */
class DeepMessagesTest {

  private final ClientFixture fixture = new ClientFixture();

  @BeforeEach
  void online() {
    fixture.pairAndLogIn();
  }

  private void receive(String id, int wrappers) {
    Message message = Message.newBuilder().setConversation("inside").build();
    for (int i = 0; i < wrappers; i++) {
      message =
          Message.newBuilder()
              .setEphemeralMessage(FutureProofMessage.newBuilder().setMessage(message))
              .build();
    }
    Node enc = fixture.anna.encrypt(TestNetwork.OWN_LID, message);
    fixture.deliver(ClientFixture.stanza(id, fixture.anna, enc));
  }

  @Test
  void aMessageThatNestsTooDeepIsNotTakenAndTheOthersStillOpen() {
    receive("DEEP", 50);
    fixture.deliver(fixture.text(fixture.anna, "A1", "hello"));
    assertThat(fixture.all(ClientEvent.MessageReceived.class)).hasSize(1);
    fixture.restart();
    assertThat(fixture.client.unsettled())
        .extracting(ReceivedMessage::text)
        .containsExactly("hello");
    assertThat(fixture.store.list(RecordKind.SET_ASIDE)).isEmpty();
  }

  @Test
  void theDeepestMessageThatIsTakenCanBeStoredAnsweredAndForwarded() {
    receive("DEEP", 30);
    ReceivedMessage deep = fixture.last(ClientEvent.MessageReceived.class).message();
    assertThat(fixture.client.unsettled()).containsExactly(deep);
    List<OutgoingMessage> ours =
        List.of(
            fixture.reply(deep, "R1", "hi"),
            new OutgoingMessage("R2", fixture.anna.jid, Forwarding.of(deep.content())));
    fixture.network.acknowledging = false;
    ours.forEach(fixture.client::send);
    fixture.network.run();
    assertThat(new Outbox(fixture.store).waiting()).containsExactlyElementsOf(ours);
  }
}

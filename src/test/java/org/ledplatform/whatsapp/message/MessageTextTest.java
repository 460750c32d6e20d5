package org.ledplatform.whatsapp.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.proto.ContextInfo;
import org.ledplatform.whatsapp.proto.ExtendedTextMessage;
import org.ledplatform.whatsapp.proto.FutureProofMessage;
import org.ledplatform.whatsapp.proto.ImageMessage;
import org.ledplatform.whatsapp.proto.Message;

class MessageTextTest {

  private static final Jid ANNA = Jid.parse("100@lid");

  @Test
  void findsTextInEveryPlaceThatPeopleRead() {
    assertThat(MessageText.textOf(Message.newBuilder().setConversation("a").build()))
        .isEqualTo("a");
    assertThat(
            MessageText.textOf(
                Message.newBuilder()
                    .setExtendedTextMessage(ExtendedTextMessage.newBuilder().setText("b"))
                    .build()))
        .isEqualTo("b");
    assertThat(
            MessageText.textOf(
                Message.newBuilder()
                    .setImageMessage(ImageMessage.newBuilder().setCaption("c"))
                    .build()))
        .isEqualTo("c");
    assertThat(MessageText.textOf(Message.getDefaultInstance())).isEmpty();
  }

  @Test
  void takesOffAtMostFiveWrappers() {
    assertThat(MessageText.textOf(MessageText.unwrap(wrapped(5)))).isEqualTo("inside");
    assertThat(MessageText.textOf(MessageText.unwrap(wrapped(6)))).isEmpty();
  }

  private static Message wrapped(int times) {
    Message message = Message.newBuilder().setConversation("inside").build();
    for (int i = 0; i < times; i++) {
      message =
          Message.newBuilder()
              .setEphemeralMessage(FutureProofMessage.newBuilder().setMessage(message))
              .build();
    }
    return message;
  }

  @Test
  void quotesAMessageWithoutWhatThatOneQuoted() {
    Message quoted =
        Message.newBuilder()
            .setExtendedTextMessage(
                ExtendedTextMessage.newBuilder()
                    .setText("question")
                    .setContextInfo(ContextInfo.newBuilder().setStanzaId("older")))
            .build();
    Message answer =
        MessageText.build(
            new OutgoingText(
                "ID",
                ANNA,
                "answer",
                Optional.of(new OutgoingText.Quote("Q", ANNA.withDevice(3), quoted))));
    assertThat(MessageText.textOf(answer)).isEqualTo("answer");
    assertThat(MessageText.quotedId(answer)).hasValue("Q");
    ContextInfo context = answer.getExtendedTextMessage().getContextInfo();
    assertThat(context.getParticipant()).isEqualTo("100@lid");
    assertThat(MessageText.textOf(context.getQuotedMessage())).isEqualTo("question");
    assertThat(MessageText.quotedId(context.getQuotedMessage())).isEmpty();
  }

  @Test
  void printsNeitherTextNorPeople() {
    assertThat(new OutgoingText("ID", ANNA, "secret", Optional.empty()).toString())
        .contains("ID")
        .doesNotContain("secret", "100");
  }
}

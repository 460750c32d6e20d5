package org.ledplatform.whatsapp.message;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.ledplatform.whatsapp.proto.ContextInfo;
import org.ledplatform.whatsapp.proto.ExtendedTextMessage;
import org.ledplatform.whatsapp.proto.FutureProofMessage;
import org.ledplatform.whatsapp.proto.Message;

/** Builds text messages and finds the text in messages that arrive (protocol §8.8, §12). */
public final class MessageText {

  private static final int MAX_WRAPPERS = 5;

  private static final List<Wrapper> WRAPPERS =
      List.of(
          new Wrapper(Message::hasEphemeralMessage, Message::getEphemeralMessage),
          new Wrapper(Message::hasViewOnceMessage, Message::getViewOnceMessage),
          new Wrapper(Message::hasViewOnceMessageV2, Message::getViewOnceMessageV2),
          new Wrapper(
              Message::hasViewOnceMessageV2Extension, Message::getViewOnceMessageV2Extension),
          new Wrapper(
              Message::hasDocumentWithCaptionMessage, Message::getDocumentWithCaptionMessage),
          new Wrapper(Message::hasEditedMessage, Message::getEditedMessage),
          new Wrapper(Message::hasLottieStickerMessage, Message::getLottieStickerMessage),
          new Wrapper(Message::hasAssociatedChildMessage, Message::getAssociatedChildMessage),
          new Wrapper(Message::hasGroupStatusMessage, Message::getGroupStatusMessage),
          new Wrapper(Message::hasGroupStatusMessageV2, Message::getGroupStatusMessageV2));

  private MessageText() {}

  /** A text, quoting another message when there is one. */
  public static Message build(OutgoingText text) {
    ExtendedTextMessage.Builder body = ExtendedTextMessage.newBuilder().setText(text.text());
    text.quote().ifPresent(quote -> body.setContextInfo(context(quote)));
    return Message.newBuilder().setExtendedTextMessage(body).build();
  }

  private static ContextInfo context(OutgoingText.Quote quote) {
    return ContextInfo.newBuilder()
        .setStanzaId(quote.id())
        .setParticipant(quote.author().withoutDevice().toString())
        .setQuotedMessage(withoutContext(quote.message()))
        .build();
  }

  /** Quotes do not nest: what the quoted message itself quoted stays behind. */
  private static Message withoutContext(Message message) {
    Message.Builder builder = message.toBuilder().clearMessageContextInfo();
    if (builder.hasExtendedTextMessage()) {
      builder.getExtendedTextMessageBuilder().clearContextInfo();
    }
    return builder.build();
  }

  /** Takes off the wrappers that only say how to show a message: at most five. */
  public static Message unwrap(Message message) {
    Message inner = message;
    for (int i = 0; i < MAX_WRAPPERS; i++) {
      Optional<Message> next = wrapped(inner);
      if (next.isEmpty()) {
        return inner;
      }
      inner = next.get();
    }
    return inner;
  }

  private static Optional<Message> wrapped(Message m) {
    return WRAPPERS.stream()
        .filter(wrapper -> wrapper.present().test(m))
        .map(wrapper -> wrapper.inside().apply(m).getMessage())
        .findFirst();
  }

  /** One kind of wrapper: whether a message is one, and what it holds. */
  private record Wrapper(
      Predicate<Message> present, Function<Message, FutureProofMessage> inside) {}

  /** The text a person reads: the text itself or a caption; empty text when there is none. */
  public static String textOf(Message unwrapped) {
    if (unwrapped.hasConversation()) {
      return unwrapped.getConversation();
    }
    if (unwrapped.hasExtendedTextMessage()) {
      return unwrapped.getExtendedTextMessage().getText();
    }
    if (unwrapped.hasImageMessage()) {
      return unwrapped.getImageMessage().getCaption();
    }
    if (unwrapped.hasVideoMessage()) {
      return unwrapped.getVideoMessage().getCaption();
    }
    if (unwrapped.hasDocumentMessage()) {
      return unwrapped.getDocumentMessage().getCaption();
    }
    return "";
  }

  /** The id of the message that this one answers, if it quotes one. */
  public static Optional<String> quotedId(Message unwrapped) {
    ContextInfo context = contextOf(unwrapped);
    return context.hasStanzaId() ? Optional.of(context.getStanzaId()) : Optional.empty();
  }

  private static ContextInfo contextOf(Message m) {
    if (m.hasExtendedTextMessage()) {
      return m.getExtendedTextMessage().getContextInfo();
    }
    if (m.hasImageMessage()) {
      return m.getImageMessage().getContextInfo();
    }
    if (m.hasVideoMessage()) {
      return m.getVideoMessage().getContextInfo();
    }
    if (m.hasDocumentMessage()) {
      return m.getDocumentMessage().getContextInfo();
    }
    return ContextInfo.getDefaultInstance();
  }
}

package org.ledplatform.whatsapp.content;

import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.content.Wrapping.Peeled;
import org.ledplatform.whatsapp.proto.Message;

/** Reads what a message says (protocol §8.8, §12.5, §12.6). Stateless. */
public final class ContentReader {

  private ContentReader() {}

  /**
   * Reads a message: wrappers are taken off, at most five; lengths and counts are bounded. Names of
   * other messages are left as the sender wrote them, from the sender's point of view.
   *
   * @return content of a kind that is not read here as {@link Unsupported}
   * @throws UnreadableContentException when it says what cannot be
   * @throws org.ledplatform.whatsapp.media.MalformedReferenceException when it does not describe
   *     its file properly
   */
  public static Body read(Message message) {
    Peeled peeled = Wrapping.peel(message);
    Message inner = peeled.message();
    Message speaking =
        inner.getProtocolMessage().hasEditedMessage()
            ? Wrapping.unwrap(inner.getProtocolMessage().getEditedMessage())
            : inner;
    return new Body(
        content(peeled),
        Contexts.read(Parts.context(speaking), peeled.viewOnce() || Parts.viewOnce(inner)));
  }

  /** The same, with what cannot be read as {@link Unsupported}. */
  public static Body readOrUnsupported(Message message) {
    try {
      return read(message);
    } catch (WhatsAppException _) {
      return new Body(new Unsupported(Parts.kind(Wrapping.unwrap(message))), Context.NONE);
    }
  }

  /**
   * Whether there is nothing in a message that anybody would read: keys for a group, or nothing.
   */
  public static boolean isSilent(Message message) {
    return Parts.content(message).isEmpty() && message.getUnknownFields().asMap().isEmpty();
  }

  private static Content content(Peeled peeled) {
    Message m = peeled.message();
    return switch (Parts.content(m).map(field -> field.getNumber()).orElse(0)) {
      case Message.CONVERSATION_FIELD_NUMBER -> new Text(Limits.text(m.getConversation()));
      case Message.EXTENDEDTEXTMESSAGE_FIELD_NUMBER ->
          new Text(Limits.text(m.getExtendedTextMessage().getText()));
      default -> new Unsupported(Parts.kind(m));
    };
  }
}

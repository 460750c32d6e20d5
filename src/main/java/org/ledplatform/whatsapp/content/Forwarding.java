package org.ledplatform.whatsapp.content;

import org.ledplatform.whatsapp.proto.ContextInfo;
import org.ledplatform.whatsapp.proto.ExtendedTextMessage;
import org.ledplatform.whatsapp.proto.Message;

/** Passes messages on to others (protocol §8.8). Stateless. */
public final class Forwarding {

  private Forwarding() {}

  /**
   * The same content, marked as forwarded once more. What it quoted, whom it called and its secrets
   * stay behind; fields that are not known here go along.
   *
   * @throws UnsendableContentException when it is no content of its own, such as a reaction, or may
   *     be looked at once only
   */
  public static Message of(Message message) {
    Body body = ContentReader.readOrUnsupported(message);
    if (body.context().viewOnce()) {
      throw new UnsendableContentException("It may be looked at once and is not passed on");
    }
    if (body.content() instanceof AboutMessage
        || body.content() instanceof EphemeralSetting
        || body.content() instanceof Poll
        || ContentReader.isSilent(message)
        || Wrapping.unwrap(message).hasProtocolMessage()) {
      throw new UnsendableContentException("Such a message cannot be passed on");
    }
    Message bare =
        text(
            Wrapping.unwrap(message).toBuilder()
                .clearMessageContextInfo()
                .clearSenderKeyDistributionMessage()
                .build());
    Message marked =
        Parts.with(
            bare,
            ContextInfo.newBuilder()
                .setIsForwarded(true)
                .setForwardingScore(body.context().forwardingScore() + 1)
                .build());
    return body.content() instanceof Attachment attachment
        ? AttachmentWriter.wrapped(attachment, marked)
        : marked;
  }

  /** The plainest form of a text has no room for a mark. */
  private static Message text(Message message) {
    return message.hasConversation()
        ? message.toBuilder()
            .clearConversation()
            .setExtendedTextMessage(
                ExtendedTextMessage.newBuilder().setText(message.getConversation()))
            .build()
        : message;
  }
}

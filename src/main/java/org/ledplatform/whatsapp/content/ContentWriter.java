package org.ledplatform.whatsapp.content;

import java.time.Instant;
import org.ledplatform.whatsapp.proto.ContextInfo;
import org.ledplatform.whatsapp.proto.ExtendedTextMessage;
import org.ledplatform.whatsapp.proto.Message;

/** Writes what a message says (protocol §8.8, §12.5, §12.6). Stateless. */
public final class ContentWriter {

  private ContentWriter() {}

  /**
   * Writes a message that does not say when it was written.
   *
   * @throws UnsendableContentException when nobody could read it
   */
  public static Message write(Content content, Context context) {
    return write(content, context, Instant.EPOCH);
  }

  /**
   * Writes a message.
   *
   * @param at when it is written; the epoch to leave that out
   * @throws UnsendableContentException when nobody could read it
   */
  public static Message write(Content content, Context context, Instant at) {
    Message message = withContext(bare(content, context, at), content, context);
    if (content instanceof Attachment attachment) {
      message = AttachmentWriter.wrapped(attachment, message);
    }
    return context.viewOnce() ? AttachmentWriter.once(content, message) : message;
  }

  /** An edit carries the context inside its new wording. */
  private static Message withContext(Message message, Content content, Context context) {
    ContextInfo info = Contexts.write(context);
    return content instanceof Edit || info.equals(ContextInfo.getDefaultInstance())
        ? message
        : Parts.with(message, info);
  }

  private static Message bare(Content content, Context context, Instant at) {
    return switch (content) {
      case Text(String text) -> text(fitting(text));
      case Menu menu -> text(fitting(menu.asText()));
      case Attachment attachment -> {
        fitting(attachment.text());
        yield AttachmentWriter.write(attachment);
      }
      case Album album -> CardWriter.album(album);
      case ContactCards cards -> CardWriter.contacts(cards);
      case Location location -> CardWriter.location(location);
      case LiveLocation location -> CardWriter.liveLocation(location);
      case GroupInvite invite -> CardWriter.invite(invite);
      case Poll poll -> CardWriter.poll(poll);
      case Choice choice -> ChoiceWriter.write(choice);
      case AboutMessage change -> new ChangeWriter(at).write(change, context);
      case EphemeralSetting setting -> new ChangeWriter(at).setting(setting);
      case Unsupported(String kind) ->
          throw new UnsendableContentException("Nobody knows how to write " + kind);
    };
  }

  private static String fitting(String text) {
    if (text.length() > Limits.TEXT) {
      throw new UnsendableContentException(
          "A text has at most " + Limits.TEXT + " characters, this one has " + text.length());
    }
    return text;
  }

  private static Message text(String text) {
    return Message.newBuilder()
        .setExtendedTextMessage(ExtendedTextMessage.newBuilder().setText(text))
        .build();
  }
}

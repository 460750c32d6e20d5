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
    Message message = bare(content);
    ContextInfo info = Contexts.write(context);
    return info.equals(ContextInfo.getDefaultInstance()) ? message : Parts.with(message, info);
  }

  private static Message bare(Content content) {
    return switch (content) {
      case Text(String text) ->
          Message.newBuilder()
              .setExtendedTextMessage(ExtendedTextMessage.newBuilder().setText(text))
              .build();
      default -> throw new UnsendableContentException("Such content cannot be sent");
    };
  }
}

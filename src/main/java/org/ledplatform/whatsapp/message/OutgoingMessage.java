package org.ledplatform.whatsapp.message;

import java.util.Optional;
import org.ledplatform.whatsapp.content.Content;
import org.ledplatform.whatsapp.content.ContentWriter;
import org.ledplatform.whatsapp.content.Context;
import org.ledplatform.whatsapp.content.Forwarding;
import org.ledplatform.whatsapp.content.Quote;
import org.ledplatform.whatsapp.content.Text;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.proto.Message;

/**
 * A message of ours on its way.
 *
 * @param id chosen before sending, so that sending it again after a crash is the same message
 * @param to the chat, without a device
 */
public record OutgoingMessage(String id, Jid to, Message content) {

  public OutgoingMessage {
    to = to.withoutDevice();
  }

  /**
   * Content as a message.
   *
   * @throws org.ledplatform.whatsapp.content.UnsendableContentException when nobody could read it
   */
  public static OutgoingMessage of(String id, Jid to, Content content, Context context) {
    return new OutgoingMessage(id, to, ContentWriter.write(content, context));
  }

  /** Content that needs no context. */
  public static OutgoingMessage of(String id, Jid to, Content content) {
    return of(id, to, content, Context.NONE);
  }

  /**
   * A text, quoting another message when there is one.
   *
   * @throws org.ledplatform.whatsapp.content.UnsendableContentException when it is too long
   */
  public static OutgoingMessage text(String id, Jid to, String text, Optional<Quote> quote) {
    return of(id, to, new Text(text), quote.map(Context::quoting).orElse(Context.NONE));
  }

  /**
   * The same content to somebody else, marked as forwarded; fields that are not known here go
   * along.
   *
   * @throws org.ledplatform.whatsapp.content.UnsendableContentException when it cannot be forwarded
   */
  public static OutgoingMessage forwarding(String id, Jid to, ReceivedMessage message) {
    return new OutgoingMessage(id, to, Forwarding.of(message.content()));
  }

  /** Content and people are private, so logs see the id alone. */
  @Override
  public String toString() {
    return "OutgoingMessage[" + id + "]";
  }
}

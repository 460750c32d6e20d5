package org.ledplatform.whatsapp.message;

import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.proto.Message;

/**
 * A message of ours on its way.
 *
 * @param to the chat, without a device
 */
public record OutgoingMessage(String id, Jid to, Message content) {

  /** A text as a message. */
  public static OutgoingMessage of(OutgoingText text) {
    return new OutgoingMessage(text.id(), text.to(), MessageText.build(text));
  }

  /** Content and people are private, so logs see the id alone. */
  @Override
  public String toString() {
    return "OutgoingMessage[" + id + "]";
  }
}

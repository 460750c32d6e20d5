package org.ledplatform.whatsapp.content;

import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.proto.Message;

/**
 * The message that another one answers.
 *
 * @param author who wrote it, without a device, in the addressing of the chat
 * @param chat where it was written, when that is another chat
 * @param message what it said
 */
public record Quote(String id, Jid author, Optional<Jid> chat, Message message) {

  public Quote {
    author = author.withoutDevice();
  }

  /** A message of the same chat. */
  public static Quote of(String id, Jid author, Message message) {
    return new Quote(id, author, Optional.empty(), message);
  }

  /** Content and people are private, so logs see the id alone. */
  @Override
  public String toString() {
    return "Quote[" + id + "]";
  }
}

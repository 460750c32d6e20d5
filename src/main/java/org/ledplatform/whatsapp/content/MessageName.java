package org.ledplatform.whatsapp.content;

import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;

/**
 * Names a message from one account's point of view, as {@code MessageKey} does on the wire
 * (protocol §12.6).
 *
 * @param chat without a device
 * @param fromMe written by the account whose point of view it is
 * @param participant in groups who wrote it, without a device; empty elsewhere
 */
public record MessageName(Jid chat, boolean fromMe, String id, Optional<Jid> participant) {

  public MessageName {
    chat = chat.withoutDevice();
    participant = participant.map(Jid::withoutDevice);
  }

  /** A message in a chat with one person. */
  public static MessageName inChat(Jid chat, boolean fromMe, String id) {
    return new MessageName(chat, fromMe, id, Optional.empty());
  }

  /** Addresses are personal, so logs see the id alone. */
  @Override
  public String toString() {
    return "MessageName[" + id + "]";
  }
}

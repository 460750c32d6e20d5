package org.ledplatform.whatsapp.message;

import java.time.Instant;
import java.util.List;
import org.ledplatform.whatsapp.proto.MessageKey;

/**
 * A message that this device did not get, and that our own phone may have.
 *
 * @param key names it as our phone does
 * @param names under which it would have arrived meanwhile
 */
public record MissingMessage(MessageKey key, List<ReceivedMessage.Ref> names, Instant sentAt) {

  public MissingMessage {
    names = List.copyOf(names);
  }

  /** What is missing, from its envelope. */
  public static MissingMessage of(Envelope envelope, Contacts contacts) {
    MessageKey.Builder key =
        MessageKey.newBuilder()
            .setRemoteJid(envelope.chat().toString())
            .setFromMe(envelope.fromMe())
            .setId(envelope.id());
    if (!envelope.chat().sameUser(envelope.sender()) && !envelope.fromMe()) {
      key.setParticipant(envelope.sender().withoutDevice().toString());
    }
    return new MissingMessage(key.build(), envelope.names(contacts), envelope.sentAt());
  }

  /** Addresses are personal, so logs see the id alone. */
  @Override
  public String toString() {
    return "MissingMessage[" + key.getId() + "]";
  }
}

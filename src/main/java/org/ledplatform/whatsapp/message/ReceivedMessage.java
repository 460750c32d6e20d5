package org.ledplatform.whatsapp.message;

import java.time.Instant;
import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.proto.Message;

/**
 * A decrypted message, durable already.
 *
 * @param ref names it, whichever addresses it arrived under
 * @param chat where it appears and where an answer goes, as it arrived, without a device
 * @param sender the device that wrote it, as it arrived
 * @param senderPhone the sender's phone-number address without a device, when known
 * @param senderLid the sender's LID address without a device, when known
 * @param fromMe written by our own account on another of its devices
 * @param pushName the name the sender gave themselves; empty text when unknown
 * @param offline it waited for us while we were away
 * @param content the message with its wrappers taken off
 * @param text the text a person reads; empty text when there is none
 */
public record ReceivedMessage(
    Ref ref,
    Jid chat,
    Jid sender,
    Optional<Jid> senderPhone,
    Optional<Jid> senderLid,
    boolean fromMe,
    String pushName,
    Instant sentAt,
    boolean offline,
    Message content,
    String text) {

  /**
   * The name of a message: the same for both addresses of a person.
   *
   * @param id chosen by the sender, unique with chat and sender only
   * @param chat canonical: the LID address when known
   * @param sender canonical, without a device
   */
  public record Ref(String id, Jid chat, Jid sender) {
    /** Addresses are personal, so logs see the id alone. */
    @Override
    public String toString() {
      return "Ref[" + id + "]";
    }
  }

  /** The id of the message that this one answers, if it quotes one. */
  public Optional<String> quotedId() {
    return MessageText.quotedId(content);
  }

  /** This message as something that an answer can quote. */
  public OutgoingText.Quote asQuote() {
    return new OutgoingText.Quote(ref.id(), sender.withoutDevice(), content);
  }

  /** Text and people are private, so logs see the id alone. */
  @Override
  public String toString() {
    return "ReceivedMessage[" + ref.id() + "]";
  }
}

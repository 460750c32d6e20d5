package org.ledplatform.whatsapp.message;

import java.time.Instant;
import java.util.Optional;
import org.ledplatform.whatsapp.content.Body;
import org.ledplatform.whatsapp.content.MessageName;
import org.ledplatform.whatsapp.content.Quote;
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
 * @param content the message as it was sent, wrappers and all
 * @param body what it says; messages that it is about are named from our point of view
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
    Body body) {

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

  /** The text a person reads: a text, a caption, a label; empty text when there is none. */
  public String text() {
    return body.text();
  }

  /** The id of the message that this one answers, if it quotes one. */
  public Optional<String> quotedId() {
    return body.context().quote().map(Quote::id);
  }

  /** This message as something that an answer can quote. */
  public Quote asQuote() {
    return Quote.of(ref.id(), sender, content);
  }

  /** The name of this message, with which reactions, edits and receipts say what they are about. */
  public MessageName name() {
    return name(chat, sender, fromMe, ref.id());
  }

  static MessageName name(Jid chat, Jid sender, boolean fromMe, String id) {
    boolean several = chat.isGroup() || chat.isBroadcast();
    return new MessageName(chat, fromMe, id, several ? Optional.of(sender) : Optional.empty());
  }

  /** Text and people are private, so logs see the id alone. */
  @Override
  public String toString() {
    return "ReceivedMessage[" + ref.id() + "]";
  }
}

package org.ledplatform.whatsapp.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.UnexpectedNodeException;

/**
 * The outside of a message stanza (protocol §8.4).
 *
 * @param chat where it appears, without a device
 * @param sender the device that wrote it
 * @param fromMe written by our own account
 * @param peer for our device alone, not for a chat
 * @param pairs what the envelope tells about addresses of the same person
 */
public record Envelope(
    String id,
    Jid chat,
    Jid sender,
    boolean fromMe,
    boolean peer,
    String pushName,
    Instant sentAt,
    boolean offline,
    List<LidMap.Pair> pairs) {

  private static final int MAX_ID = 128;

  public Envelope {
    pairs = List.copyOf(pairs);
  }

  /**
   * Reads a {@code <message>}.
   *
   * @throws UnexpectedNodeException when it lacks what every message has
   */
  public static Envelope read(Node message, Self self) {
    String id = message.require("id");
    if (id.isEmpty() || id.length() > MAX_ID) {
      throw new UnexpectedNodeException("<message> has an id of a length that no client makes");
    }
    Jid from = self.current(message.requireJid("from"));
    boolean person = isPerson(from);
    Jid sender = person ? from : message.jid("participant").map(self::current).orElse(from);
    boolean fromMe = self.isMe(sender);
    Optional<Jid> recipient = message.jid("recipient").map(self::current);
    if (recipient.isPresent() && person && !fromMe) {
      throw new UnexpectedNodeException("<message> of somebody else names a recipient");
    }
    boolean peer = person && fromMe && recipient.isEmpty();
    Jid chat = recipient.orElse(from).withoutDevice();
    return new Envelope(
        id,
        chat,
        sender,
        fromMe,
        peer,
        message.attribute("notify").orElse(""),
        message.time("t").orElse(Instant.EPOCH),
        message.attribute("offline").isPresent(),
        pairs(message, sender, recipient));
  }

  /** Whether it was written by a person for people: one, a group, or all who see their status. */
  public boolean readable() {
    return isPerson(sender) && (isPerson(chat) || inGroup());
  }

  /** Whether it was written for several people at once, so that sender keys may be in use. */
  public boolean inGroup() {
    return chat.isGroup() || chat.isBroadcast();
  }

  /** Every name under which this message may have been seen before: people have two addresses. */
  public List<ReceivedMessage.Ref> names(Contacts contacts) {
    return contacts.namesOf(chat).stream()
        .flatMap(c -> contacts.namesOf(sender).stream().map(s -> new ReceivedMessage.Ref(id, c, s)))
        .toList();
  }

  private static boolean isPerson(Jid jid) {
    return jid.isPhone() || jid.isLid();
  }

  private static List<LidMap.Pair> pairs(Node message, Jid sender, Optional<Jid> recipient) {
    Stream<LidMap.Pair> ofSender =
        Stream.of("sender_lid", "sender_pn", "participant_lid", "participant_pn")
            .flatMap(key -> message.jid(key).stream())
            .flatMap(other -> LidMap.Pair.of(sender, other).stream());
    Stream<LidMap.Pair> ofRecipient =
        recipient.stream()
            .flatMap(
                chat ->
                    Stream.of("peer_recipient_lid", "peer_recipient_pn")
                        .flatMap(key -> message.jid(key).stream())
                        .flatMap(other -> LidMap.Pair.of(chat, other).stream()));
    return Stream.concat(ofSender, ofRecipient).distinct().toList();
  }

  /** Names and addresses are personal, so logs see none of them. */
  @Override
  public String toString() {
    return "Envelope[…]";
  }
}

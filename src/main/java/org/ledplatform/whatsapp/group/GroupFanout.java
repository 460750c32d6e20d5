package org.ledplatform.whatsapp.group;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Audiences;
import org.ledplatform.whatsapp.message.Contacts;
import org.ledplatform.whatsapp.message.MessageFrame;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.message.Self;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.signal.LocalIdentity;
import org.ledplatform.whatsapp.signal.SenderKeyCipher;
import org.ledplatform.whatsapp.signal.SenderKeyName;
import org.ledplatform.whatsapp.signal.SignalAddress;
import org.ledplatform.whatsapp.signal.SignalCipher;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.StagedStore;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * Encrypts one message for a whole group (protocol §8.3): once with our sender key, and the key for
 * every device that does not have it. A new key is made as soon as somebody has the old one who
 * should not read on. When a method returns, all steps are durable and the stanza may leave. Safe
 * for use by many threads: each works under a lock for our key of the group, taken together with
 * those of the devices.
 */
public final class GroupFanout {

  private final Self self;
  private final MessageFrame frame;
  private final LocalIdentity local;
  private final Contacts contacts;
  private final Audiences audiences;
  private final DeviceStore store;
  private final Clock clock;
  private final SecureRandom random;

  /**
   * @param signedIdentity goes along whenever a signal session begins
   * @param audiences remembers who each message was for
   */
  public GroupFanout(
      Self self,
      byte[] signedIdentity,
      LocalIdentity local,
      Contacts contacts,
      Audiences audiences,
      DeviceStore store,
      Clock clock,
      SecureRandom random) {
    this.self = self;
    this.frame = new MessageFrame(signedIdentity);
    this.local = local;
    this.contacts = contacts;
    this.audiences = audiences;
    this.store = store;
    this.clock = clock;
    this.random = random;
  }

  /**
   * The devices that must be handed a key before they can read the next message: signal sessions
   * are needed with these alone.
   *
   * @param devices all that should read it, without this one
   * @param onTheWay messages that left over the connection that is used now
   */
  public List<Jid> lacking(GroupMetadata group, Collection<Jid> devices, Set<String> onTheWay) {
    return handout(store, group).lacking(devices, onTheWay);
  }

  /**
   * The stanza for the whole group. A lacking device without a signal session is left out: it asks
   * again, and is tried again with the next message.
   *
   * @param devices all that should read it, without this one
   * @param hash of the devices, this one included
   * @param onTheWay messages that left over the connection that is used now; who was handed the key
   *     with another one that the network never took is handed it again
   */
  public Node toAll(
      OutgoingMessage message,
      GroupMetadata group,
      Collection<Jid> devices,
      String hash,
      Set<String> onTheWay) {
    Collection<Jid> distinct = contacts.distinct(devices);
    return working(
        group,
        distinct,
        audiences.remembering(message.id(), people(group)),
        handout -> {
          handout.rotateFor(distinct);
          Map<Jid, Node> parts = handout.handTo(handout.lacking(distinct, onTheWay), message.id());
          Node stanza =
              head(message, group).with("phash", hash).adding(handout.forAll(message.content()));
          return MessageFrame.described(handing(stanza, parts), message);
        });
  }

  /**
   * The stanza for one device of a member that could not read the message, or never got it: for it
   * alone, with the key for what comes next (protocol §8.7).
   *
   * @param count which attempt this is as that device counts; 0 when it did not ask, because it was
   *     left out: then the message is for its person from now on
   * @throws org.ledplatform.whatsapp.signal.NoSessionException without a signal session
   */
  public Node again(OutgoingMessage message, GroupMetadata group, Jid device, long count) {
    return working(
        group,
        List.of(device),
        count == 0 ? audiences.adding(message.id(), device) : List.of(),
        handout -> {
          handout.ensure();
          Node part = handout.withKey(device, message.content());
          Node enc = count == 0 ? part : part.with("count", count);
          Node stanza = head(message, group).with("participant", device).adding(enc);
          return MessageFrame.described(frame.vouched(stanza, List.of(enc)), message);
        });
  }

  /** What is stored when the network took a message for a group: its keys arrive. */
  public static List<StoreChange> taken(OutgoingMessage message) {
    return message.to().isGroup() ? List.of(KeyUnderway.arrived(message.id())) : List.of();
  }

  private static List<Jid> people(GroupMetadata group) {
    return group.members().stream().map(GroupMember::jid).toList();
  }

  private <T> T working(
      GroupMetadata group,
      Collection<Jid> devices,
      List<StoreChange> along,
      Function<KeyHandout, T> work) {
    List<Jid> locked = new ArrayList<>(devices);
    locked.add(group.id());
    return contacts.locking(
        locked,
        () -> {
          StagedStore staged = new StagedStore(store);
          T done = work.apply(handout(staged, group));
          staged.commit(along);
          store.commit(staged.changes());
          return done;
        });
  }

  private KeyHandout handout(DeviceStore over, GroupMetadata group) {
    Jid own = group.addressing() == Addressing.LID ? self.lid() : self.jid();
    return new KeyHandout(
        over,
        new SignalCipher(over, local, random, clock),
        new SenderKeyCipher(over, random),
        contacts,
        new SenderKeyName(group.id(), SignalAddress.of(own)),
        random);
  }

  private static Node head(OutgoingMessage message, GroupMetadata group) {
    return MessageFrame.head(message, group.id())
        .with("addressing_mode", group.addressing().wire());
  }

  private Node handing(Node stanza, Map<Jid, Node> parts) {
    if (parts.isEmpty()) {
      return stanza;
    }
    return frame.vouched(stanza.adding(MessageFrame.participants(parts)), parts.values());
  }
}

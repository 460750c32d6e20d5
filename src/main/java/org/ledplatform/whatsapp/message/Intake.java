package org.ledplatform.whatsapp.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.content.Body;
import org.ledplatform.whatsapp.content.Wrapping;
import org.ledplatform.whatsapp.message.ReceivedMessage.Ref;
import org.ledplatform.whatsapp.message.Understanding.Understood;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.ProtocolMessage;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * Takes a message in: decrypts it, decides what it is, and commits the ratchet's step together with
 * the message. Safe for use by many threads.
 */
public final class Intake {

  private final DeviceStore store;
  private final Contacts contacts;
  private final Inbox inbox;
  private final MessageOpener opener;
  private final Understanding understanding;
  private final Speakers speakers;
  private final OwnPhone ownPhone;
  private final Tally tally;
  private final Placeholders placeholders;
  private final MissingMessages missing;

  /**
   * @param ownPhone hears what only our own phone may tell
   * @param tally counts what was dropped
   * @param missing remembers what could not be read, before it is acknowledged
   */
  public Intake(
      DeviceStore store,
      Contacts contacts,
      Inbox inbox,
      MessageOpener opener,
      Understanding understanding,
      Speakers speakers,
      OwnPhone ownPhone,
      Tally tally,
      MissingMessages missing) {
    this.store = store;
    this.contacts = contacts;
    this.inbox = inbox;
    this.opener = opener;
    this.understanding = understanding;
    this.speakers = speakers;
    this.ownPhone = ownPhone;
    this.tally = tally;
    this.missing = missing;
    this.placeholders = new Placeholders(contacts, inbox);
  }

  /**
   * What became of it. Everything but the last three is durable; of those, what may be asked from
   * our own phone is noted durably.
   */
  public sealed interface Taken {
    /** A message that is in the inbox now. */
    record Arrived(ReceivedMessage message) implements Taken {}

    /**
     * Something between our own devices; what our phone told is empty when it is of no use.
     *
     * @param arrived messages that it sent again for us, in the inbox now
     */
    record OfOwnPhone(ProtocolMessage told, List<ReceivedMessage> arrived) implements Taken {}

    /** It was read, but its sender may not say such a thing. */
    record Dropped(String why) implements Taken {}

    /** It was decrypted once before, under another name. */
    record OpenedBefore() implements Taken {}

    /** It holds nothing for this device. */
    record Empty() implements Taken {}

    /** It cannot be decrypted. */
    record Failed(WhatsAppException cause) implements Taken {}
  }

  /**
   * What became of a message, and what it showed of its sender.
   *
   * @param newIdentity whether the sending device has another identity than before: trusted from
   *     now on, and worth telling. The signal sessions with the sender's other devices are ended
   */
  public record Outcome(Taken taken, boolean newIdentity) {}

  /** Takes one message in. */
  public Outcome take(Node stanza, Envelope envelope) {
    return contacts.locking(
        List.of(envelope.sender()),
        () -> {
          Opened opened = opener.open(stanza, envelope);
          boolean another =
              opened.identityChanged() && speakers.of(envelope, opened) != Speaker.FALSE_PHONE;
          Opened settled =
              another && !envelope.fromMe()
                  ? opened.along(contacts.droppingOthers(envelope.sender(), Set.of()))
                  : opened;
          return new Outcome(take(stanza, envelope, settled), another);
        });
  }

  private Taken take(Node stanza, Envelope envelope, Opened opened) {
    return switch (opened.result()) {
      case Opened.Result.Content(Message message) -> keep(stanza, envelope, opened, message);
      case Opened.Result.Duplicate _ -> {
        tally.count(Counted.OPENED_BEFORE);
        yield keysOnly(envelope, opened, List.of(), new Taken.OpenedBefore());
      }
      case Opened.Result.Nothing _ ->
          keysOnly(envelope, opened, missing.unavailable(stanza, envelope), new Taken.Empty());
      case Opened.Result.Failed(WhatsAppException cause) ->
          keysOnly(envelope, opened, missing.unreadable(envelope), new Taken.Failed(cause));
    };
  }

  /** A part that could be opened brought a sender key, which is not sent a second time. */
  private Taken keysOnly(Envelope envelope, Opened opened, List<StoreChange> along, Taken taken) {
    if (opened.changes().isEmpty()) {
      if (!along.isEmpty()) {
        store.commit(along);
      }
      return taken;
    }
    if (speakers.of(envelope, opened) == Speaker.FALSE_PHONE) {
      return falsePhone(envelope);
    }
    store.commit(opened.along(along).changes());
    return taken;
  }

  private Taken keep(Node stanza, Envelope envelope, Opened opened, Message message) {
    Speaker speaker = speakers.of(envelope, opened);
    if (speaker == Speaker.FALSE_PHONE) {
      return falsePhone(envelope);
    }
    if (message.hasDeviceSentMessage() && !envelope.fromMe()) {
      tally.count(Counted.FORGED_OWN_DROPPED);
      return dropped(envelope, opened, "Dropped a message that claims to be one of our own");
    }
    boolean peer = envelope.peer() && stanza.has("category", "peer");
    if (SelfOnly.isIn(message) && !(peer && speaker == Speaker.OWN_PHONE)) {
      tally.count(Counted.SELF_ONLY_DROPPED);
      return dropped(envelope, opened, "Dropped what only our own phone may tell");
    }
    Message said =
        message.hasDeviceSentMessage()
            ? Wrapping.carrying(message, message.getDeviceSentMessage().getMessage())
            : message;
    return envelope.peer()
        ? hear(envelope, opened, Wrapping.unwrap(said).getProtocolMessage())
        : understand(envelope, opened, said);
  }

  /** Not even its ratchet is kept: its identity must not become the known one. */
  private Taken falsePhone(Envelope envelope) {
    tally.count(Counted.FALSE_PHONE_DROPPED);
    store.commit(inbox.remembering(ref(envelope)));
    return new Taken.Dropped("Dropped a message under a false identity of our own phone");
  }

  private Taken hear(Envelope envelope, Opened opened, ProtocolMessage told) {
    List<StoreChange> changes = new ArrayList<>(opened.changes());
    changes.addAll(inbox.remembering(ref(envelope)));
    List<ReceivedMessage> arrived = new ArrayList<>();
    for (Placeholders.Sent sent : placeholders.in(envelope, told)) {
      if (understanding.read(sent.outside(), sent.message())
          instanceof Understood.Said(Body body, List<StoreChange> along)) {
        ReceivedMessage message = message(sent.outside(), sent.message(), body);
        changes.addAll(along);
        changes.addAll(inbox.arriving(message));
        arrived.add(message);
      }
    }
    if (SelfOnly.says(told)) {
      changes.addAll(ownPhone.accept(envelope, told));
    }
    store.commit(changes);
    return new Taken.OfOwnPhone(told, arrived);
  }

  private Taken understand(Envelope envelope, Opened opened, Message said) {
    return switch (understanding.read(envelope, said)) {
      case Understood.Said(Body body, List<StoreChange> along) ->
          arrive(opened, along, message(envelope, said, body));
      case Understood.Silent _ -> {
        store.commit(opened.changes());
        yield new Taken.Empty();
      }
      case Understood.Unentitled _ -> {
        tally.count(Counted.UNENTITLED_DROPPED);
        yield dropped(
            envelope, opened, "Dropped a change of a message by somebody who did not write it");
      }
    };
  }

  private Taken arrive(Opened opened, List<StoreChange> along, ReceivedMessage message) {
    List<StoreChange> changes = new ArrayList<>(opened.changes());
    changes.addAll(along);
    changes.addAll(inbox.arriving(message));
    store.commit(changes);
    return new Taken.Arrived(message);
  }

  private Taken dropped(Envelope envelope, Opened opened, String why) {
    List<StoreChange> changes = new ArrayList<>(opened.changes());
    changes.addAll(inbox.remembering(ref(envelope)));
    store.commit(changes);
    return new Taken.Dropped(why);
  }

  private ReceivedMessage message(Envelope envelope, Message content, Body body) {
    return new ReceivedMessage(
        ref(envelope),
        envelope.chat(),
        envelope.sender(),
        contacts.phoneOf(envelope.sender()),
        contacts.lidOf(envelope.sender()),
        envelope.fromMe(),
        envelope.pushName(),
        envelope.sentAt(),
        envelope.offline(),
        content,
        body);
  }

  private Ref ref(Envelope envelope) {
    return new Ref(
        envelope.id(),
        contacts.canonical(envelope.chat()),
        contacts.canonical(envelope.sender().withoutDevice()));
  }
}

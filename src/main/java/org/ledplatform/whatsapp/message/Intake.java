package org.ledplatform.whatsapp.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.message.MessageOpener.Opened;
import org.ledplatform.whatsapp.message.ReceivedMessage.Ref;
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

  /** What only the phone of our own account may tell us (CVE-2026-48063 shows why). */
  private static final Set<ProtocolMessage.Type> OWN_PHONE_ONLY =
      Set.of(
          ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION,
          ProtocolMessage.Type.APP_STATE_SYNC_KEY_SHARE,
          ProtocolMessage.Type.APP_STATE_SYNC_KEY_REQUEST,
          ProtocolMessage.Type.PEER_DATA_OPERATION_REQUEST_MESSAGE,
          ProtocolMessage.Type.PEER_DATA_OPERATION_REQUEST_RESPONSE_MESSAGE,
          ProtocolMessage.Type.LID_MIGRATION_MAPPING_SYNC);

  private final DeviceStore store;
  private final Contacts contacts;
  private final Inbox inbox;
  private final MessageOpener opener;

  public Intake(DeviceStore store, Contacts contacts, Inbox inbox, MessageOpener opener) {
    this.store = store;
    this.contacts = contacts;
    this.inbox = inbox;
    this.opener = opener;
  }

  /** What became of it. Everything but the last three is durable. */
  public sealed interface Taken {
    /** A message that is in the inbox now. */
    record Arrived(ReceivedMessage message) implements Taken {}

    /** Something between our own devices, with the history of the account or without. */
    record OfOwnPhone(boolean history) implements Taken {}

    /** It was read, but its sender may not say such a thing. */
    record Dropped(String why) implements Taken {}

    /** It was decrypted once before, under another name. */
    record OpenedBefore() implements Taken {}

    /** It holds nothing for this device. */
    record Empty() implements Taken {}

    /** It cannot be decrypted. */
    record Failed(WhatsAppException cause) implements Taken {}
  }

  /** Takes one message in. */
  public Taken take(Node stanza, Envelope envelope) {
    return contacts.locking(
        List.of(envelope.sender()),
        () ->
            switch (opener.open(stanza, envelope.sender())) {
              case Opened.Content content -> keep(envelope, content);
              case Opened.Duplicate _ -> new Taken.OpenedBefore();
              case Opened.Nothing _ -> new Taken.Empty();
              case Opened.Failed(WhatsAppException cause) -> new Taken.Failed(cause);
            });
  }

  private Taken keep(Envelope envelope, Opened.Content opened) {
    boolean ownPhone = envelope.fromMe() && envelope.sender().device() == 0;
    if (ownPhone && opened.identityChanged()) {
      // A phone with a new identity has no companions any more: this is somebody else.
      return dropped(envelope, opened, "Dropped a message under a false identity of our own phone");
    }
    if (opened.message().hasDeviceSentMessage() && !envelope.fromMe()) {
      return dropped(envelope, opened, "Dropped a message that claims to be one of our own");
    }
    Message outer =
        opened.message().hasDeviceSentMessage()
            ? opened.message().getDeviceSentMessage().getMessage()
            : opened.message();
    Message content = MessageText.unwrap(outer);
    if (forOwnDevices(content)) {
      if (!ownPhone || !envelope.peer()) {
        return dropped(envelope, opened, "Dropped what only our own phone may tell");
      }
      remember(envelope, opened);
      return new Taken.OfOwnPhone(content.getProtocolMessage().hasHistorySyncNotification());
    }
    if (envelope.peer()) {
      remember(envelope, opened);
      return new Taken.OfOwnPhone(false);
    }
    ReceivedMessage message = message(envelope, content);
    List<StoreChange> changes = new ArrayList<>(opened.changes());
    changes.addAll(inbox.arriving(message));
    store.commit(changes);
    return new Taken.Arrived(message);
  }

  private Taken dropped(Envelope envelope, Opened.Content opened, String why) {
    remember(envelope, opened);
    return new Taken.Dropped(why);
  }

  private void remember(Envelope envelope, Opened.Content opened) {
    List<StoreChange> changes = new ArrayList<>(opened.changes());
    changes.addAll(inbox.remembering(ref(envelope)));
    store.commit(changes);
  }

  /** By type and by content: one of them may be left out by who wants to get around the other. */
  private static boolean forOwnDevices(Message content) {
    ProtocolMessage told = content.getProtocolMessage();
    return OWN_PHONE_ONLY.contains(told.getType())
        || told.hasHistorySyncNotification()
        || told.hasAppStateSyncKeyShare()
        || told.hasAppStateSyncKeyRequest()
        || told.hasPeerDataOperationRequestMessage()
        || told.hasPeerDataOperationRequestResponseMessage()
        || told.hasLidMigrationMappingSyncMessage();
  }

  private ReceivedMessage message(Envelope envelope, Message content) {
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
        MessageText.textOf(content));
  }

  private Ref ref(Envelope envelope) {
    return new Ref(
        envelope.id(),
        contacts.canonical(envelope.chat()),
        contacts.canonical(envelope.sender().withoutDevice()));
  }
}

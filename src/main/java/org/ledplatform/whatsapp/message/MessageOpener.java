package org.ledplatform.whatsapp.message;

import java.security.SecureRandom;
import java.time.Clock;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.signal.LocalIdentity;
import org.ledplatform.whatsapp.signal.SenderKeyCipher;
import org.ledplatform.whatsapp.signal.SignalCipher;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.StagedStore;

/**
 * Decrypts what a message stanza holds for this device (protocol §8.5). The caller holds the lock
 * of the sending device and commits the changes.
 */
public final class MessageOpener {

  private final DeviceStore store;
  private final LocalIdentity local;
  private final Contacts contacts;
  private final SecureRandom random;
  private final Clock clock;

  public MessageOpener(
      DeviceStore store, LocalIdentity local, Contacts contacts, SecureRandom random, Clock clock) {
    this.store = store;
    this.local = local;
    this.contacts = contacts;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Opens the parts in order until one holds a message: in a group the key comes before what is
   * encrypted with it, and a message that is sent again may hold the same content twice. Nothing is
   * written: a later part sees the steps of the earlier ones, the store does not.
   */
  Opened open(Node stanza, Envelope envelope) {
    StagedStore staged = new StagedStore(store);
    PartOpener parts =
        new PartOpener(
            new SignalCipher(staged, local, random, clock),
            new SenderKeys(staged, new SenderKeyCipher(staged, random), contacts),
            staged,
            contacts.addressOf(envelope.sender()),
            envelope);
    return new Opened(
        parts.open(stanza.children("enc")), staged.changes(), parts.identityChanged());
  }
}

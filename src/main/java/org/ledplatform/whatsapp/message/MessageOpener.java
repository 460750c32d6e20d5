package org.ledplatform.whatsapp.message;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
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
  private final Vouching vouching;
  private final SecureRandom random;
  private final Clock clock;

  public MessageOpener(
      DeviceStore store,
      LocalIdentity local,
      Contacts contacts,
      Vouching vouching,
      SecureRandom random,
      Clock clock) {
    this.store = store;
    this.local = local;
    this.contacts = contacts;
    this.vouching = vouching;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Opens the parts in order until one holds a message: in a group the key comes before what is
   * encrypted with it, and a message that is sent again may hold the same content twice. Nothing is
   * written: a later part sees the steps of the earlier ones, the store does not. A companion whose
   * account does not vouch for it leaves nothing behind.
   */
  Opened open(Node stanza, Envelope envelope) {
    StagedStore staged = new StagedStore(store);
    Optional<byte[]> papers = stanza.child("device-identity").map(Node::bytes);
    PartOpener parts =
        new PartOpener(
            new SignalCipher(staged, local, random, clock),
            new SenderKeys(staged, new SenderKeyCipher(staged, random), contacts),
            identity -> vouching.require(staged, envelope.sender(), identity, papers),
            staged,
            contacts.addressOf(envelope.sender()),
            envelope);
    Opened.Result result = parts.open(stanza.children("enc"));
    return result instanceof Opened.Result.Failed(UnvouchedDeviceException _)
        ? new Opened(result, List.of(), false)
        : new Opened(result, staged.changes(), parts.identityChanged());
  }
}

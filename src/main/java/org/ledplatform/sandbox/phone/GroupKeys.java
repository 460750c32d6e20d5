package org.ledplatform.sandbox.phone;

import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Padding;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.GroupKeyDistribution;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.signal.SenderKeyCipher;
import org.ledplatform.whatsapp.signal.SenderKeyName;
import org.ledplatform.whatsapp.signal.SignalAddress;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * The sender keys of one phone: its own and those of others (protocol §7.6). Who has its own is not
 * remembered over a restart; the phone then makes a new one. Used under the phone's lock.
 */
final class GroupKeys {

  private final PhoneStore store;
  private final SenderKeyCipher cipher;
  private final SecureRandom random;

  /**
   * For each key of this phone the devices that can read what it writes. Others know the key under
   * the LID of this person, so with another LID it is another key.
   */
  private final Map<SenderKeyName, Set<Jid>> readers = new HashMap<>();

  GroupKeys(PhoneStore store, SecureRandom random) {
    this.store = store;
    this.cipher = new SenderKeyCipher(store, random);
    this.random = random;
  }

  /**
   * Makes sure that nobody but these devices can read what comes next.
   *
   * @param devices by LID
   * @return those that do not have the key yet; they have it once the next message was sent
   */
  Set<Jid> newcomers(Jid group, Account self, Set<Jid> devices) {
    SenderKeyName own = name(group, self, 0);
    Set<Jid> known = readers.get(own);
    if (known == null || !devices.containsAll(known)) {
      store.commit(cipher.create(own).changes());
      known = new HashSet<>();
      readers.put(own, known);
    }
    Set<Jid> fresh = new HashSet<>(devices);
    fresh.removeAll(known);
    known.addAll(devices);
    return fresh;
  }

  /** The key of this phone as it is now, in the form in which it travels; made when needed. */
  GroupKeyDistribution introduction(Jid group, Account self) {
    SenderKeyName own = name(group, self, 0);
    if (cipher.currentKey(own).isEmpty()) {
      store.commit(cipher.create(own).changes());
    }
    return GroupKeyDistribution.newBuilder()
        .setGroupId(group.toString())
        .setAxolotlSenderKeyDistributionMessage(
            ByteString.copyFrom(cipher.introduce(own).introduction()))
        .build();
  }

  /** Encrypts for everybody who has the key; the step is durable when this returns. */
  Node encrypt(Jid group, Account self, Message message) {
    SenderKeyCipher.Encrypted encrypted =
        cipher.encrypt(name(group, self, 0), Padding.pad(message.toByteArray(), random));
    store.commit(encrypted.changes());
    return Node.of("enc", encrypted.bytes()).with("v", "2").with("type", "skmsg");
  }

  /** Takes the key of another device, if the message brings one for this chat. */
  List<StoreChange> accept(Jid chat, Account sender, int device, Message message) {
    GroupKeyDistribution told = message.getSenderKeyDistributionMessage();
    return told.getGroupId().equals(chat.toString())
        ? cipher.accept(
            name(chat, sender, device), told.getAxolotlSenderKeyDistributionMessage().toByteArray())
        : List.of();
  }

  /** Decrypts; the caller commits the changes together with what it does about the message. */
  SenderKeyCipher.Decrypted decrypt(Jid chat, Account sender, int device, Node enc) {
    return cipher.decrypt(name(chat, sender, device), enc.bytes());
  }

  private static SenderKeyName name(Jid group, Account sender, int device) {
    return new SenderKeyName(group, SignalAddress.of(sender.lidJid().withDevice(device)));
  }
}

package org.ledplatform.sandbox.phone;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.server.PhoneLine;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Padding;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.signal.PreKeyBundle;
import org.ledplatform.whatsapp.signal.SignalAddress;
import org.ledplatform.whatsapp.signal.SignalCipher;
import org.ledplatform.whatsapp.signal.SignalCipher.Decrypted;
import org.ledplatform.whatsapp.signal.SignalCipher.Encrypted;

/**
 * Encrypts and decrypts for one phone. A device has one signal session whatever address it writes
 * from: that of its LID. Used under the phone's lock.
 */
final class PhoneCipher {

  private final PhoneStore store;
  private final SignalCipher cipher;
  private final PhoneLine line;
  private final MessageIds ids;
  private final SecureRandom random;

  PhoneCipher(
      PhoneStore store,
      PhoneKeys keys,
      PhoneLine line,
      MessageIds ids,
      SecureRandom random,
      Clock clock) {
    this.store = store;
    this.cipher = new SignalCipher(store, keys.identity(), random, clock);
    this.line = line;
    this.ids = ids;
    this.random = random;
  }

  /** Decrypts; the caller commits the changes together with what it does about the message. */
  Decrypted decrypt(Account account, int device, Node enc) {
    return cipher.decrypt(address(account, device), enc.has("type", "pkmsg"), enc.bytes());
  }

  /**
   * Encrypts for one device, beginning a session if there is none. The ratchet step is durable when
   * this returns.
   *
   * @return the {@code <enc>}; empty when the device is gone
   */
  Optional<Node> encrypt(Account account, int device, Message message) {
    SignalAddress address = address(account, device);
    if (!cipher.hasSession(address)) {
      Optional<PreKeyBundle> bundle = fetch(account.lidJid().withDevice(device));
      if (bundle.isEmpty()) {
        return Optional.empty();
      }
      begin(account, device, bundle.get());
    }
    Encrypted encrypted = cipher.encrypt(address, Padding.pad(message.toByteArray(), random));
    store.commit(encrypted.changes());
    return Optional.of(
        Node.of("enc", encrypted.bytes())
            .with("v", "2")
            .with("type", encrypted.preKey() ? "pkmsg" : "msg"));
  }

  /** Begins a new session, whatever was there. */
  void begin(Account account, int device, PreKeyBundle bundle) {
    store.commit(cipher.startSession(address(account, device), bundle).changes());
  }

  /** Asks the network for a device's keys. */
  Optional<PreKeyBundle> fetch(Jid device) {
    Node reply =
        line.ask(
            Node.of("iq", Node.of("key", Node.of("user").with("jid", device)))
                .with("to", Jid.NETWORK)
                .with("type", "get")
                .with("xmlns", "encrypt")
                .with("id", ids.next()));
    return reply
        .child("list")
        .flatMap(list -> list.child("user"))
        .filter(user -> user.child("error").isEmpty())
        .map(user -> Bundles.read(user, user.requireChild("registration")));
  }

  private static SignalAddress address(Account account, int device) {
    return SignalAddress.of(account.lidJid().withDevice(device));
  }
}

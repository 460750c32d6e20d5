package org.ledplatform.whatsapp.group;

import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.ledplatform.whatsapp.content.MessageTraits;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Contacts;
import org.ledplatform.whatsapp.message.Padding;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.GroupKeyDistribution;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.signal.SenderKeyCipher;
import org.ledplatform.whatsapp.signal.SenderKeyName;
import org.ledplatform.whatsapp.signal.SignalCipher;
import org.ledplatform.whatsapp.store.DeviceStore;

/**
 * Our sender key of one group and who has it (protocol §7.6, §8.3). Commits each step to the store
 * that it is given, which is staged where the steps must become durable together.
 */
final class KeyHandout {

  private final DeviceStore store;
  private final SignalCipher cipher;
  private final SenderKeyCipher senderKeys;
  private final Contacts contacts;
  private final SenderKeyName name;
  private final SecureRandom random;
  private final KeyUnderway underway;

  KeyHandout(
      DeviceStore store,
      SignalCipher cipher,
      SenderKeyCipher senderKeys,
      Contacts contacts,
      SenderKeyName name,
      SecureRandom random) {
    this.store = store;
    this.cipher = cipher;
    this.senderKeys = senderKeys;
    this.contacts = contacts;
    this.name = name;
    this.random = random;
    this.underway = new KeyUnderway(store, name, contacts);
  }

  /**
   * Those of the devices that must be handed a key before they can read the next message.
   *
   * @param onTheWay messages that left over the connection that is used now
   */
  List<Jid> lacking(Collection<Jid> devices, Set<String> onTheWay) {
    if (mustRotate(devices)) {
      return List.copyOf(devices);
    }
    KeyHolders holders = holders();
    Set<Jid> doubtful = underway.doubtful(onTheWay);
    return devices.stream()
        .filter(jid -> lacks(contacts.canonical(jid), holders, doubtful))
        .toList();
  }

  private static boolean lacks(Jid canonical, KeyHolders holders, Set<Jid> doubtful) {
    return !holders.has(canonical) || doubtful.contains(canonical);
  }

  /** Makes a new key when there is none, or when somebody has it who should not read on. */
  void rotateFor(Collection<Jid> devices) {
    if (mustRotate(devices)) {
      create();
    }
  }

  /** Makes a key when there is none. */
  void ensure() {
    if (senderKeys.currentKey(name).isEmpty()) {
      create();
    }
  }

  private void create() {
    SenderKeyCipher.OwnKey key = senderKeys.create(name);
    store.commit(key.changes());
    store.commit(underway.clearing());
    store.commit(List.of(KeyHolders.none(key.keyId()).putting(name.toString())));
  }

  private boolean mustRotate(Collection<Jid> devices) {
    if (senderKeys.currentKey(name).isEmpty()) {
      return true;
    }
    Set<Jid> canonical = devices.stream().map(contacts::canonical).collect(Collectors.toSet());
    return holders().mustLoseIt(canonical, contacts, cipher);
  }

  /**
   * The parts that hand the key to these devices; one without a signal session is left out.
   *
   * @param messageId of the message that they leave with; until the network takes it nobody knows
   *     whether they arrive
   */
  Map<Jid, Node> handTo(Collection<Jid> devices, String messageId) {
    Message introduction = introduction();
    Map<Jid, Node> parts = new LinkedHashMap<>();
    for (Jid device : devices) {
      if (cipher.hasSession(contacts.addressOf(device))) {
        parts.put(device, part(device, introduction));
      }
    }
    given(parts.keySet());
    if (!parts.isEmpty()) {
      store.commit(underway.handing(messageId, parts.keySet()));
    }
    return parts;
  }

  /** A message for one device alone, with the key for those to come. */
  Node withKey(Jid device, Message content) {
    Node part = part(device, content.toBuilder().mergeFrom(introduction()).build());
    given(List.of(device));
    store.commit(underway.taking(Set.of(contacts.canonical(device))));
    return described(part, content);
  }

  /** The part for the whole group. */
  Node forAll(Message content) {
    SenderKeyCipher.Encrypted encrypted =
        senderKeys.encrypt(name, Padding.pad(content.toByteArray(), random));
    store.commit(encrypted.changes());
    return described(
        Node.of("enc", encrypted.bytes()).with("v", "2").with("type", "skmsg"), content);
  }

  private static Node described(Node part, Message content) {
    MessageTraits traits = MessageTraits.of(content);
    return part.with("mediatype", traits.mediaType())
        .with("decrypt-fail", traits.hideFailure() ? Optional.of("hide") : Optional.empty());
  }

  private Message introduction() {
    return Message.newBuilder()
        .setSenderKeyDistributionMessage(
            GroupKeyDistribution.newBuilder()
                .setGroupId(name.group().toString())
                .setAxolotlSenderKeyDistributionMessage(
                    ByteString.copyFrom(senderKeys.introduce(name).introduction())))
        .build();
  }

  private Node part(Jid device, Message message) {
    SignalCipher.Encrypted encrypted =
        cipher.encrypt(contacts.addressOf(device), Padding.pad(message.toByteArray(), random));
    store.commit(encrypted.changes());
    return Node.of("enc", encrypted.bytes())
        .with("v", "2")
        .with("type", encrypted.preKey() ? "pkmsg" : "msg");
  }

  private KeyHolders holders() {
    OptionalInt key = senderKeys.currentKey(name);
    return KeyHolders.read(store, name.toString(), key.orElse(0), contacts);
  }

  private void given(Collection<Jid> devices) {
    if (!devices.isEmpty()) {
      store.commit(List.of(holders().adding(devices, contacts, cipher).putting(name.toString())));
    }
  }
}

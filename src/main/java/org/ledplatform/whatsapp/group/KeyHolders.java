package org.ledplatform.whatsapp.group;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Contacts;
import org.ledplatform.whatsapp.proto.StoredKeyHolder;
import org.ledplatform.whatsapp.proto.StoredKeyHolders;
import org.ledplatform.whatsapp.signal.SignalCipher;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * Which devices were handed our sender key of a group, and which identity each had then. A value:
 * the methods that change something return another one.
 *
 * @param keyId of the key that they have
 * @param identities by canonical device: the first bytes of its identity
 */
record KeyHolders(int keyId, Map<Jid, ByteString> identities) {

  /** Enough to tell that an identity is another one. */
  private static final int BYTES = 8;

  KeyHolders {
    identities = Map.copyOf(identities);
  }

  /** Nobody, yet. */
  static KeyHolders none(int keyId) {
    return new KeyHolders(keyId, Map.of());
  }

  /** Those of this key; nobody when the record is of another key or cannot be read. */
  static KeyHolders read(DeviceStore store, String group, int keyId, Contacts contacts) {
    Optional<byte[]> record = store.read(new RecordKey(RecordKind.SENDER_KEY_HOLDERS, group));
    try {
      if (record.isEmpty()) {
        return none(keyId);
      }
      StoredKeyHolders stored = StoredKeyHolders.parseFrom(record.get());
      Map<Jid, ByteString> identities = new LinkedHashMap<>();
      for (StoredKeyHolder holder : stored.getHoldersList()) {
        // A LID may have been learned since.
        identities.put(contacts.canonical(Jid.parse(holder.getDevice())), holder.getIdentity());
      }
      return stored.getKeyId() == keyId ? new KeyHolders(keyId, identities) : none(keyId);
    } catch (InvalidProtocolBufferException _) {
      return none(keyId);
    }
  }

  /** Whether this device has the key. */
  boolean has(Jid canonicalDevice) {
    return identities.containsKey(canonicalDevice);
  }

  /**
   * Whether somebody has the key who should not read on: a device that is gone, or that is in other
   * hands now.
   *
   * @param devices canonical, all that should read
   */
  boolean mustLoseIt(Collection<Jid> devices, Contacts contacts, SignalCipher cipher) {
    return identities.entrySet().stream()
        .anyMatch(
            holder ->
                !devices.contains(holder.getKey())
                    || !holder.getValue().equals(identity(holder.getKey(), contacts, cipher)));
  }

  /** With these devices more. */
  KeyHolders adding(Collection<Jid> devices, Contacts contacts, SignalCipher cipher) {
    Map<Jid, ByteString> all = new LinkedHashMap<>(identities);
    for (Jid device : devices) {
      all.put(contacts.canonical(device), identity(device, contacts, cipher));
    }
    return new KeyHolders(keyId, all);
  }

  private static ByteString identity(Jid device, Contacts contacts, SignalCipher cipher) {
    return cipher
        .identityOf(contacts.addressOf(device))
        .map(PublicKey::bytes)
        .map(bytes -> ByteString.copyFrom(bytes, 0, BYTES))
        .orElse(ByteString.EMPTY);
  }

  StoreChange putting(String group) {
    StoredKeyHolders.Builder stored = StoredKeyHolders.newBuilder().setKeyId(keyId);
    identities.forEach(
        (device, identity) ->
            stored.addHolders(
                StoredKeyHolder.newBuilder().setDevice(device.toString()).setIdentity(identity)));
    return StoreChange.put(RecordKind.SENDER_KEY_HOLDERS, group, stored.build().toByteArray());
  }
}

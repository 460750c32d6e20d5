package org.ledplatform.whatsapp.pairing;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PrivateKey;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.proto.StoredCredentials;
import org.ledplatform.whatsapp.signal.LocalIdentity;
import org.ledplatform.whatsapp.signal.PreKeys;
import org.ledplatform.whatsapp.signal.SignalAddress;
import org.ledplatform.whatsapp.signal.SignedPreKey;
import org.ledplatform.whatsapp.signal.SignedPreKeys;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/** Reads and writes the credentials of a device. Safe for use by many threads. */
public final class CredentialStore {

  private static final String SELF = "self";

  private final DeviceStore store;
  private final PreKeys preKeys;

  public CredentialStore(DeviceStore store, PreKeys preKeys) {
    this.store = store;
    this.preKeys = preKeys;
  }

  /**
   * The credentials; empty before the first pairing and after a wipe.
   *
   * @throws MalformedIdentityException when what is stored cannot be read
   */
  public Optional<Credentials> load() {
    return store.read(new RecordKey(RecordKind.CREDENTIALS, SELF)).map(this::parse);
  }

  /** The changes that store the credentials; signed pre-keys come and go without them. */
  public List<StoreChange> storing(Credentials credentials) {
    DeviceKeys keys = credentials.keys();
    LinkedAccount account = credentials.account();
    byte[] record =
        StoredCredentials.newBuilder()
            .setNoisePrivateKey(ByteString.copyFrom(keys.noiseKey().privateKey().bytes()))
            .setIdentityPrivateKey(
                ByteString.copyFrom(keys.local().identityKey().privateKey().bytes()))
            .setRegistrationId(keys.local().registrationId())
            .setJid(account.jid().toString())
            .setLid(account.lid().toString())
            .setPlatform(account.platform())
            .setPushName(account.pushName())
            .setSignedIdentity(ByteString.copyFrom(account.signedIdentity()))
            .build()
            .toByteArray();
    return List.of(StoreChange.put(RecordKind.CREDENTIALS, SELF, record));
  }

  /**
   * The changes that store the credentials of a new pairing and the signed pre-key that was handed
   * in with it. The phone's identity is known from it, so the phone's first message is not believed
   * blindly.
   *
   * @param accountKey what the phone signed with
   */
  public List<StoreChange> pairing(Credentials credentials, PublicKey accountKey) {
    SignalAddress phone = SignalAddress.of(credentials.account().lid().withDevice(0));
    List<StoreChange> changes = new ArrayList<>(storing(credentials));
    changes.add(preKeys.keep(credentials.keys().signedPreKey()));
    changes.add(StoreChange.put(RecordKind.IDENTITY, phone.toString(), accountKey.bytes()));
    return changes;
  }

  /** The changes that erase everything this device remembers. */
  public List<StoreChange> wiping() {
    return Arrays.stream(RecordKind.values())
        .flatMap(kind -> store.list(kind).stream().map(r -> StoreChange.remove(kind, r.name())))
        .toList();
  }

  private Credentials parse(byte[] record) {
    try {
      StoredCredentials stored = StoredCredentials.parseFrom(record);
      SignedPreKey signedPreKey =
          preKeys
              .signed()
              .newest()
              .map(SignedPreKeys.Newest::key)
              .orElseThrow(
                  () -> new MalformedIdentityException("The stored signed pre-key is missing"));
      return new Credentials(
          new DeviceKeys(
              pair(stored.getNoisePrivateKey()),
              new LocalIdentity(pair(stored.getIdentityPrivateKey()), stored.getRegistrationId()),
              signedPreKey),
          new LinkedAccount(
              Jid.parse(stored.getJid()),
              Jid.parse(stored.getLid()),
              stored.getPlatform(),
              stored.getPushName(),
              stored.getSignedIdentity().toByteArray()));
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedIdentityException("The stored credentials cannot be read", e);
    }
  }

  private static KeyPair pair(ByteString privateKey) {
    return KeyPair.of(new PrivateKey(privateKey.toByteArray()));
  }
}

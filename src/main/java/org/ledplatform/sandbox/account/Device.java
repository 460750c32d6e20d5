package org.ledplatform.sandbox.account;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;
import org.ledplatform.sandbox.proto.StoredDevice;
import org.ledplatform.sandbox.storage.SandboxStorageException;
import org.ledplatform.whatsapp.crypto.PublicKey;

/**
 * A device, as the server knows one.
 *
 * @param keyIndex 0 for the phone
 * @param noiseKey what a companion must prove to own when it logs in; none for the phone, which
 *     lives inside the network
 * @param signedIdentity the companion's ADVSignedDeviceIdentity with the account's key; empty for
 *     the phone
 * @param takesInlineHistory whether it said that it reads history inside of the notification;
 *     others look for a file on a media host
 * @param wantsFullHistory whether it said that it wants what is older than some months too
 * @param welcomed whether the phone was told to send this companion its first messages
 */
public record Device(
    DeviceId id,
    int keyIndex,
    int registrationId,
    PublicKey identity,
    SignedKey signedPreKey,
    Optional<PublicKey> noiseKey,
    byte[] signedIdentity,
    boolean takesInlineHistory,
    boolean wantsFullHistory,
    boolean welcomed) {

  /** A phone. */
  public static Device phone(
      String phone, int registrationId, PublicKey identity, SignedKey signedPreKey) {
    return new Device(
        new DeviceId(phone, 0),
        0,
        registrationId,
        identity,
        signedPreKey,
        Optional.empty(),
        new byte[0],
        false,
        false,
        true);
  }

  /** This device with another signed pre-key. */
  public Device rotated(SignedKey key) {
    return new Device(
        id,
        keyIndex,
        registrationId,
        identity,
        key,
        noiseKey,
        signedIdentity,
        takesInlineHistory,
        wantsFullHistory,
        welcomed);
  }

  /** This device after the phone was told of it. */
  public Device greeted() {
    return new Device(
        id,
        keyIndex,
        registrationId,
        identity,
        signedPreKey,
        noiseKey,
        signedIdentity,
        takesInlineHistory,
        wantsFullHistory,
        true);
  }

  byte[] toBytes() {
    StoredDevice.Builder stored =
        StoredDevice.newBuilder()
            .setKeyIndex(keyIndex)
            .setRegistrationId(registrationId)
            .setIdentity(ByteString.copyFrom(identity.bytes()))
            .setSignedPreKeyId(signedPreKey.id())
            .setSignedPreKey(ByteString.copyFrom(signedPreKey.key().bytes()))
            .setSignature(ByteString.copyFrom(signedPreKey.signature()))
            .setSignedIdentity(ByteString.copyFrom(signedIdentity))
            .setTakesInlineHistory(takesInlineHistory)
            .setWantsFullHistory(wantsFullHistory)
            .setWelcomed(welcomed);
    noiseKey.ifPresent(key -> stored.setNoiseKey(ByteString.copyFrom(key.bytes())));
    return stored.build().toByteArray();
  }

  static Device of(DeviceId id, byte[] bytes) {
    try {
      StoredDevice stored = StoredDevice.parseFrom(bytes);
      return new Device(
          id,
          stored.getKeyIndex(),
          stored.getRegistrationId(),
          new PublicKey(stored.getIdentity().toByteArray()),
          new SignedKey(
              stored.getSignedPreKeyId(),
              new PublicKey(stored.getSignedPreKey().toByteArray()),
              stored.getSignature().toByteArray()),
          stored.hasNoiseKey()
              ? Optional.of(new PublicKey(stored.getNoiseKey().toByteArray()))
              : Optional.empty(),
          stored.getSignedIdentity().toByteArray(),
          stored.getTakesInlineHistory(),
          stored.getWantsFullHistory(),
          stored.getWelcomed());
    } catch (InvalidProtocolBufferException e) {
      throw new SandboxStorageException("A stored device cannot be read", e);
    }
  }
}

package org.ledplatform.whatsapp.signal;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.ledplatform.whatsapp.crypto.Curve;
import org.ledplatform.whatsapp.crypto.Hkdf;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PrivateKey;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.proto.StoredPendingPreKey;
import org.ledplatform.whatsapp.proto.StoredRatchet;

/**
 * Begins a double ratchet with somebody who may be offline (X3DH version 3, protocol §7.2).
 * Stateless.
 */
final class X3dh {

  private static final byte[] INFO = "WhisperText".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SALT = new byte[32];

  private X3dh() {}

  /** The side that has the other's bundle, with its signature already verified. */
  static StoredRatchet initiate(
      LocalIdentity self, PreKeyBundle bundle, Instant now, SecureRandom random) {
    KeyPair base = KeyPair.generate(random);
    PrivateKey identity = self.identityKey().privateKey();
    RootKey root =
        root(
            Curve.agree(identity, bundle.signedPreKey()),
            Curve.agree(base.privateKey(), bundle.identity()),
            Curve.agree(base.privateKey(), bundle.signedPreKey()),
            bundle.preKey().map(key -> Curve.agree(base.privateKey(), key)));
    KeyPair ratchet = KeyPair.generate(random);
    RootKey.Turn turn = root.turn(ratchet.privateKey(), bundle.signedPreKey());
    StoredPendingPreKey.Builder pending =
        StoredPendingPreKey.newBuilder()
            .setSignedPreKeyId(bundle.signedPreKeyId())
            .setBegun(now.getEpochSecond());
    bundle.preKeyId().ifPresent(pending::setPreKeyId);
    return begun(base.publicKey(), bundle.identity(), bundle.registrationId(), ratchet)
        .setRootKey(ByteString.copyFrom(turn.root().bytes()))
        .setSendingKey(ByteString.copyFrom(turn.chain().bytes()))
        .setPending(pending)
        .build();
  }

  /** The side that published the keys; the ratchet takes its first step with the first message. */
  static StoredRatchet respond(
      LocalIdentity self,
      PreKeyEnvelope envelope,
      SignedPreKey signedPreKey,
      Optional<PreKey> preKey) {
    PrivateKey signed = signedPreKey.keyPair().privateKey();
    RootKey root =
        root(
            Curve.agree(signed, envelope.identity()),
            Curve.agree(self.identityKey().privateKey(), envelope.baseKey()),
            Curve.agree(signed, envelope.baseKey()),
            preKey.map(key -> Curve.agree(key.keyPair().privateKey(), envelope.baseKey())));
    return begun(
            envelope.baseKey(),
            envelope.identity(),
            envelope.registrationId(),
            signedPreKey.keyPair())
        .setRootKey(ByteString.copyFrom(root.bytes()))
        .build();
  }

  private static StoredRatchet.Builder begun(
      PublicKey base, PublicKey remote, int registrationId, KeyPair ratchet) {
    return StoredRatchet.newBuilder()
        .setBaseKey(ByteString.copyFrom(base.bytes()))
        .setRemoteIdentity(ByteString.copyFrom(remote.bytes()))
        .setRemoteRegistrationId(registrationId)
        .setOwnRatchetPublic(ByteString.copyFrom(ratchet.publicKey().bytes()))
        .setOwnRatchetPrivate(ByteString.copyFrom(ratchet.privateKey().bytes()));
  }

  private static RootKey root(byte[] dh1, byte[] dh2, byte[] dh3, Optional<byte[]> dh4) {
    ByteArrayOutputStream secret = new ByteArrayOutputStream(160);
    byte[] discontinuity = new byte[32];
    Arrays.fill(discontinuity, (byte) 0xFF);
    secret.writeBytes(discontinuity);
    secret.writeBytes(dh1);
    secret.writeBytes(dh2);
    secret.writeBytes(dh3);
    dh4.ifPresent(secret::writeBytes);
    byte[] material = Hkdf.derive(secret.toByteArray(), SALT, INFO, 64);
    return new RootKey(Arrays.copyOf(material, 32));
  }
}

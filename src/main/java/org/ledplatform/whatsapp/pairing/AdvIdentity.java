package org.ledplatform.whatsapp.pairing;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.ledplatform.whatsapp.crypto.Curve;
import org.ledplatform.whatsapp.crypto.Hmac;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.proto.ADVDeviceIdentity;
import org.ledplatform.whatsapp.proto.ADVSignedDeviceIdentity;
import org.ledplatform.whatsapp.proto.ADVSignedDeviceIdentityHMAC;

/**
 * The signatures that bind a companion device to an account (protocol §5.2). Both sides of it: the
 * phone makes the {@link #container}, the companion {@link #accept accepts} it, the phone {@link
 * #verifyReply checks} the reply.
 */
public final class AdvIdentity {

  private static final byte[] ACCOUNT_PREFIX = {6, 0};
  private static final byte[] DEVICE_PREFIX = {6, 1};
  private static final byte[] HOSTED_ACCOUNT_PREFIX = {6, 5};
  private static final byte[] HOSTED_DEVICE_PREFIX = {6, 6};
  private static final int HOSTED = 1;
  private static final int KEY_LENGTH = 32;

  private AdvIdentity() {}

  /**
   * A device identity that verified.
   *
   * @param signedIdentity the complete structure with the account's key, kept for later messages
   * @param reply the structure for the network, without that key
   * @param keyIndex the number of this device's key at the account
   * @param accountKey the identity key of the phone
   */
  public record Verified(byte[] signedIdentity, byte[] reply, int keyIndex, PublicKey accountKey) {}

  /**
   * What the phone answers to a scan: an encoded {@code ADVSignedDeviceIdentityHMAC}.
   *
   * @param account the account's identity key pair, that of device 0
   * @param companionIdentity the identity key read from the QR
   * @param advSecret the secret read from the QR
   * @param rawId one random number per account
   * @param keyIndex at least 1, never used again for another device
   */
  public static byte[] container(
      KeyPair account,
      PublicKey companionIdentity,
      byte[] advSecret,
      int rawId,
      int keyIndex,
      Instant now,
      SecureRandom random) {
    ByteString details =
        ADVDeviceIdentity.newBuilder()
            .setRawId(rawId)
            .setTimestamp(now.getEpochSecond())
            .setKeyIndex(keyIndex)
            .build()
            .toByteString();
    byte[] toSign = join(ACCOUNT_PREFIX, details.toByteArray(), companionIdentity.bytes());
    byte[] signature = Curve.sign(account.privateKey(), toSign, random);
    ByteString signed =
        ADVSignedDeviceIdentity.newBuilder()
            .setDetails(details)
            .setAccountSignatureKey(ByteString.copyFrom(account.publicKey().bytes()))
            .setAccountSignature(ByteString.copyFrom(signature))
            .build()
            .toByteString();
    return ADVSignedDeviceIdentityHMAC.newBuilder()
        .setDetails(signed)
        .setHmac(ByteString.copyFrom(Hmac.sha256(advSecret, signed.toByteArray())))
        .build()
        .toByteArray();
  }

  /**
   * Checks the answer to our QR and adds our own signature. Both checks are real: the HMAC proves
   * that whoever answers saw our QR, the signature that the account means our identity key.
   *
   * @throws HmacMismatchException when it was not made with our secret
   * @throws SignatureMismatchException when the account did not sign our identity
   * @throws MalformedIdentityException when it cannot be read
   */
  public static Verified accept(
      byte[] container, byte[] advSecret, KeyPair ownIdentity, SecureRandom random) {
    try {
      var outer = ADVSignedDeviceIdentityHMAC.parseFrom(container);
      byte[] signedBytes = outer.getDetails().toByteArray();
      boolean hosted = outer.getAccountType().getNumber() == HOSTED;
      checkHmac(outer, hosted, signedBytes, advSecret);
      var signed = ADVSignedDeviceIdentity.parseFrom(signedBytes);
      var details = ADVDeviceIdentity.parseFrom(signed.getDetails());
      PublicKey accountKey = key(signed.getAccountSignatureKey());
      byte[] detailBytes = signed.getDetails().toByteArray();
      boolean hostedDevice = details.getDeviceType().getNumber() == HOSTED;
      byte[] accountPrefix = hostedDevice ? HOSTED_ACCOUNT_PREFIX : ACCOUNT_PREFIX;
      byte[] own = ownIdentity.publicKey().bytes();
      if (!Curve.verify(
          accountKey,
          join(accountPrefix, detailBytes, own),
          signed.getAccountSignature().toByteArray())) {
        throw new SignatureMismatchException("The account did not sign this device's identity");
      }
      byte[] devicePrefix = hostedDevice ? HOSTED_DEVICE_PREFIX : DEVICE_PREFIX;
      byte[] deviceSignature =
          Curve.sign(
              ownIdentity.privateKey(),
              join(devicePrefix, detailBytes, own, accountKey.bytes()),
              random);
      var full =
          signed.toBuilder().setDeviceSignature(ByteString.copyFrom(deviceSignature)).build();
      return new Verified(
          full.toByteArray(),
          full.toBuilder().clearAccountSignatureKey().build().toByteArray(),
          details.getKeyIndex(),
          accountKey);
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedIdentityException("The device identity cannot be read", e);
    }
  }

  /**
   * Whether a companion's reply carries its own signature under the identity that the account
   * signed.
   *
   * @param reply an encoded {@code ADVSignedDeviceIdentity}, with or without the account's key
   * @throws MalformedIdentityException when it cannot be read
   */
  public static boolean verifyReply(
      byte[] reply, PublicKey companionIdentity, PublicKey accountKey) {
    try {
      var signed = ADVSignedDeviceIdentity.parseFrom(reply);
      byte[] details = signed.getDetails().toByteArray();
      return Curve.verify(
              accountKey,
              join(ACCOUNT_PREFIX, details, companionIdentity.bytes()),
              signed.getAccountSignature().toByteArray())
          && Curve.verify(
              companionIdentity,
              join(DEVICE_PREFIX, details, companionIdentity.bytes(), accountKey.bytes()),
              signed.getDeviceSignature().toByteArray());
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedIdentityException("The device identity cannot be read", e);
    }
  }

  /**
   * Whether the account of a contact vouches for one of its companions, and that companion for
   * itself.
   *
   * @param signedIdentity an encoded {@code ADVSignedDeviceIdentity}; a key of the account inside
   *     of it is not asked
   * @param account the identity of the account's phone
   * @throws MalformedIdentityException when it cannot be read
   */
  public static boolean vouches(
      byte[] signedIdentity, PublicKey companionIdentity, PublicKey account) {
    try {
      var signed = ADVSignedDeviceIdentity.parseFrom(signedIdentity);
      byte[] details = signed.getDetails().toByteArray();
      boolean hosted = ADVDeviceIdentity.parseFrom(details).getDeviceType().getNumber() == HOSTED;
      byte[] companion = companionIdentity.bytes();
      return Curve.verify(
              account,
              join(hosted ? HOSTED_ACCOUNT_PREFIX : ACCOUNT_PREFIX, details, companion),
              signed.getAccountSignature().toByteArray())
          && Curve.verify(
              companionIdentity,
              join(
                  hosted ? HOSTED_DEVICE_PREFIX : DEVICE_PREFIX,
                  details,
                  companion,
                  account.bytes()),
              signed.getDeviceSignature().toByteArray());
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedIdentityException("The device identity cannot be read", e);
    }
  }

  /**
   * The account's identity key in a signed identity; empty when it was left out, as the network
   * does where everybody has it.
   *
   * @throws MalformedIdentityException when it cannot be read
   */
  public static Optional<PublicKey> accountIn(byte[] signedIdentity) {
    try {
      ByteString account =
          ADVSignedDeviceIdentity.parseFrom(signedIdentity).getAccountSignatureKey();
      return account.isEmpty() ? Optional.empty() : Optional.of(key(account));
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedIdentityException("The device identity cannot be read", e);
    }
  }

  /**
   * The account's identity key in a signed identity of ours.
   *
   * @throws MalformedIdentityException when it cannot be read, or names no account
   */
  public static PublicKey accountKey(byte[] signedIdentity) {
    return accountIn(signedIdentity)
        .orElseThrow(() -> new MalformedIdentityException("The device identity names no account"));
  }

  /**
   * A companion's reply with the account's key put back, as others get to see it.
   *
   * @throws MalformedIdentityException when it cannot be read
   */
  public static byte[] withAccountKey(byte[] reply, PublicKey accountKey) {
    try {
      return ADVSignedDeviceIdentity.parseFrom(reply).toBuilder()
          .setAccountSignatureKey(ByteString.copyFrom(accountKey.bytes()))
          .build()
          .toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedIdentityException("The device identity cannot be read", e);
    }
  }

  private static void checkHmac(
      ADVSignedDeviceIdentityHMAC outer, boolean hosted, byte[] signed, byte[] advSecret) {
    byte[] expected =
        hosted
            ? Hmac.sha256(advSecret, HOSTED_ACCOUNT_PREFIX, signed)
            : Hmac.sha256(advSecret, signed);
    if (!MessageDigest.isEqual(expected, outer.getHmac().toByteArray())) {
      throw new HmacMismatchException("The answer was not made with the secret of this QR");
    }
  }

  private static PublicKey key(ByteString bytes) {
    if (bytes.size() != KEY_LENGTH) {
      throw new MalformedIdentityException("The account's key does not have 32 bytes");
    }
    return new PublicKey(bytes.toByteArray());
  }

  private static byte[] join(byte[]... parts) {
    ByteString all = ByteString.EMPTY;
    for (byte[] part : parts) {
      all = all.concat(ByteString.copyFrom(part));
    }
    return all.toByteArray();
  }
}

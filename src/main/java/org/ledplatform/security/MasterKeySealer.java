package org.ledplatform.security;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.ledplatform.account.DataKeys;
import org.ledplatform.account.DataKeys.WrappedKey;
import org.ledplatform.account.SealBrokenException;
import org.ledplatform.account.Sealer;
import org.ledplatform.account.UserId;

/**
 * Encryption at rest: a random data key per owner, wrapped by the master key. Safe for use by many
 * threads.
 *
 * <p>A sealed value is {@code 01 | data key id (8) | IV (12) | ciphertext | tag (16)}; owner and
 * purpose are additional data. A wrapped key is {@code IV (12) | ciphertext (32) | tag (16)} with
 * the owner and the master key's id as additional data.
 */
public final class MasterKeySealer implements Sealer {

  private static final byte VERSION = 1;
  private static final int KEY_ID_BYTES = 8;
  private static final int HEADER_BYTES = 1 + KEY_ID_BYTES;
  private static final int REMEMBERED_KEYS = 10_000;

  private final MasterKey masterKey;
  private final DataKeys dataKeys;
  private final SecureRandom random;
  private final BoundedMap<UserId, DataKey> opened = new BoundedMap<>(REMEMBERED_KEYS);

  public MasterKeySealer(MasterKey masterKey, DataKeys dataKeys, SecureRandom random) {
    this.masterKey = masterKey;
    this.dataKeys = dataKeys;
    this.random = random;
  }

  @Override
  public byte[] seal(UserId owner, String purpose, byte[] plain) {
    DataKey key = keyOf(owner);
    byte[] aad = Ciphers.joined(owner.value(), purpose);
    return Ciphers.seal(random, key.secret(), key.header(), aad, plain);
  }

  @Override
  public byte[] open(UserId owner, String purpose, byte[] sealed) {
    DataKey key = existingKeyOf(owner).orElseThrow(() -> new SealBrokenException("No data key"));
    if (sealed.length < HEADER_BYTES
        || !Arrays.equals(sealed, 0, HEADER_BYTES, key.header(), 0, HEADER_BYTES)) {
      throw new SealBrokenException("Sealed under another key or damaged");
    }
    try {
      return Ciphers.open(
          key.secret(), sealed, HEADER_BYTES, Ciphers.joined(owner.value(), purpose));
    } catch (GeneralSecurityException e) {
      throw new SealBrokenException("Changed, or sealed for something else", e);
    }
  }

  @Override
  public byte[] blind(UserId owner, String purpose, String name) {
    return Ciphers.hmac(keyOf(owner).blinding(), purpose, name);
  }

  private DataKey keyOf(UserId owner) {
    return existingKeyOf(owner).orElseGet(() -> makeKey(owner));
  }

  private Optional<DataKey> existingKeyOf(UserId owner) {
    Optional<DataKey> known = opened.find(owner);
    if (known.isPresent()) {
      return known;
    }
    Optional<DataKey> stored = dataKeys.find(owner).map(wrapped -> unwrap(owner, wrapped));
    stored.ifPresent(key -> opened.put(owner, key));
    return stored;
  }

  private DataKey makeKey(UserId owner) {
    byte[] secret = new byte[MasterKey.LENGTH];
    random.nextBytes(secret);
    byte[] wrapped =
        Ciphers.seal(
            random, masterKey.bytes(), new byte[0], wrapPurpose(owner, masterKey.id()), secret);
    DataKey key =
        unwrap(owner, dataKeys.addIfAbsent(owner, new WrappedKey(masterKey.id(), wrapped)));
    opened.put(owner, key);
    return key;
  }

  private DataKey unwrap(UserId owner, WrappedKey key) {
    if (!key.masterKeyId().equals(masterKey.id())) {
      throw new SealBrokenException(
          "This data was sealed under master key %s, but the server was given %s"
              .formatted(key.masterKeyId(), masterKey.id()));
    }
    try {
      return new DataKey(
          Ciphers.open(masterKey.bytes(), key.wrapped(), 0, wrapPurpose(owner, key.masterKeyId())));
    } catch (GeneralSecurityException e) {
      throw new SealBrokenException("A data key was changed or belongs to somebody else", e);
    }
  }

  private static byte[] wrapPurpose(UserId owner, String masterKeyId) {
    return Ciphers.joined("data key", owner.value(), masterKeyId);
  }

  /** A data key with what is derived from it: the header of its values and the key for names. */
  private record DataKey(byte[] secret, byte[] header, byte[] blinding) {
    DataKey(byte[] secret) {
      this(secret, headerOf(secret), Ciphers.hmac(secret, "led blinded names"));
    }

    private static byte[] headerOf(byte[] secret) {
      byte[] header = new byte[HEADER_BYTES];
      header[0] = VERSION;
      System.arraycopy(Ciphers.hmac(secret, "led data key id"), 0, header, 1, KEY_ID_BYTES);
      return header;
    }
  }
}

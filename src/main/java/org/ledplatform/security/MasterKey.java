package org.ledplatform.security;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The key that wraps every data key: 256 bits. Whoever has it and the database can read everything;
 * without it the database is noise.
 */
public final class MasterKey {

  /** Bytes of a key. */
  public static final int LENGTH = 32;

  private final byte[] key;
  private final String id;

  /**
   * @throws IllegalArgumentException when it is not 32 bytes
   */
  public MasterKey(byte[] key) {
    if (key.length != LENGTH) {
      throw new IllegalArgumentException("A master key has " + LENGTH + " bytes");
    }
    this.key = key.clone();
    this.id = HexFormat.of().formatHex(Ciphers.hmac(key, "led master key id"), 0, 8);
  }

  /** A new key. */
  public static MasterKey generate(SecureRandom random) {
    byte[] key = new byte[LENGTH];
    random.nextBytes(key);
    return new MasterKey(key);
  }

  /** The key that a person wrote as 64 hex digits or as base64 of 32 bytes; empty when neither. */
  public static Optional<MasterKey> parse(String text) {
    String trimmed = text.strip();
    try {
      byte[] bytes =
          trimmed.length() == 2 * LENGTH
              ? HexFormat.of().parseHex(trimmed)
              : Base64.getDecoder().decode(trimmed);
      return bytes.length == LENGTH ? Optional.of(new MasterKey(bytes)) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Names the key without telling it; 16 hex digits. */
  public String id() {
    return id;
  }

  /** The form that {@link #parse} reads. A secret. */
  public String text() {
    return HexFormat.of().formatHex(key);
  }

  /** The raw key, not copied: for this package's ciphers only. */
  byte[] bytes() {
    return key;
  }

  @Override
  public String toString() {
    return "MasterKey[" + id + "]";
  }
}

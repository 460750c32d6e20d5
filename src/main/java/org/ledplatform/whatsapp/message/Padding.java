package org.ledplatform.whatsapp.message;

import java.security.SecureRandom;
import java.util.Arrays;

/** Hides the exact length of a message from who sees its ciphertext (protocol §7.4). Stateless. */
public final class Padding {

  private static final int MAX = 16;

  private Padding() {}

  /** The message and 1 to 16 bytes more, each of which says how many they are. */
  public static byte[] pad(byte[] plain, SecureRandom random) {
    int count = 1 + random.nextInt(MAX);
    byte[] padded = Arrays.copyOf(plain, plain.length + count);
    Arrays.fill(padded, plain.length, padded.length, (byte) count);
    return padded;
  }

  /**
   * The message alone.
   *
   * @throws MalformedPaddingException when the last byte is no length that fits
   */
  public static byte[] unpad(byte[] padded) {
    if (padded.length == 0) {
      throw new MalformedPaddingException("A message without padding");
    }
    int count = padded[padded.length - 1] & 0xFF;
    if (count == 0 || count > padded.length) {
      throw new MalformedPaddingException("The padding is longer than the message");
    }
    return Arrays.copyOf(padded, padded.length - count);
  }
}

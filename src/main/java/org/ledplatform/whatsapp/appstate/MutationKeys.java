package org.ledplatform.whatsapp.appstate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.ledplatform.whatsapp.crypto.Hkdf;

/** The five keys that one shared key stands for (protocol §6.9), 32 bytes each. */
record MutationKeys(
    byte[] id, byte[] index, byte[] cipher, byte[] value, byte[] snapshot, byte[] patch) {

  private static final byte[] INFO = "WhatsApp Mutation Keys".getBytes(StandardCharsets.US_ASCII);
  private static final int LENGTH = 32;

  static MutationKeys of(byte[] id, byte[] keyData) {
    byte[] all = Hkdf.derive(keyData, new byte[0], INFO, 5 * LENGTH);
    return new MutationKeys(
        id, part(all, 0), part(all, 1), part(all, 2), part(all, 3), part(all, 4));
  }

  private static byte[] part(byte[] all, int number) {
    return Arrays.copyOfRange(all, number * LENGTH, (number + 1) * LENGTH);
  }

  /** Keys must not reach a log. */
  @Override
  public String toString() {
    return "MutationKeys[…]";
  }
}

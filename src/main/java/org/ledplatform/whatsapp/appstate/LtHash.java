package org.ledplatform.whatsapp.appstate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.ledplatform.whatsapp.crypto.Hkdf;

/**
 * A hash over a set that does not depend on the order: 64 sums of 16 bits, to which each element
 * adds and from which it can be taken again (protocol §6.9). Immutable.
 */
final class LtHash {

  static final LtHash EMPTY = new LtHash(new byte[128]);

  private static final byte[] INFO = "WhatsApp Patch Integrity".getBytes(StandardCharsets.US_ASCII);
  private static final int LENGTH = 128;

  private final byte[] sums;

  private LtHash(byte[] sums) {
    this.sums = sums;
  }

  static LtHash of(byte[] sums) {
    if (sums.length != LENGTH) {
      throw new MalformedStateException("A hash of the app state does not have 128 bytes");
    }
    return new LtHash(sums.clone());
  }

  byte[] bytes() {
    return sums.clone();
  }

  LtHash plus(byte[] element) {
    return combined(element, 1);
  }

  LtHash minus(byte[] element) {
    return combined(element, -1);
  }

  private LtHash combined(byte[] element, int sign) {
    ByteBuffer item = little(Hkdf.derive(element, new byte[0], INFO, LENGTH));
    ByteBuffer before = little(sums);
    byte[] after = new byte[LENGTH];
    ByteBuffer out = little(after);
    while (out.hasRemaining()) {
      out.putShort((short) (before.getShort() + sign * item.getShort()));
    }
    return new LtHash(after);
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}

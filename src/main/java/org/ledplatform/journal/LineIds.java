package org.ledplatform.journal;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids of log lines: 24 hexadecimal digits that sort by time, then by order of asking, then by node.
 */
final class LineIds {

  private static final int BITS_WITHIN_A_MILLISECOND = 16;

  private final AtomicLong last = new AtomicLong();
  private final String node;

  LineIds() {
    byte[] random = new byte[4];
    new SecureRandom().nextBytes(random);
    node = HexFormat.of().formatHex(random);
  }

  String next(Instant now) {
    long earliest = now.toEpochMilli() << BITS_WITHIN_A_MILLISECOND;
    long id = last.updateAndGet(previous -> Math.max(previous + 1, earliest));
    return HexFormat.of().toHexDigits(id) + node;
  }
}

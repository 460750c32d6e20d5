package org.ledplatform.sandbox.delivery;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** Ids of stanzas that the server begins: unique over restarts. Safe for use by many threads. */
public final class StanzaIds {

  private final String prefix;
  private final AtomicLong next = new AtomicLong();

  public StanzaIds(SecureRandom random) {
    byte[] bytes = new byte[6];
    random.nextBytes(bytes);
    prefix = HexFormat.of().formatHex(bytes) + "-";
  }

  /** An id that nothing else has. */
  public String next() {
    return prefix + next.incrementAndGet();
  }
}

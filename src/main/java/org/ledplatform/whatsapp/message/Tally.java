package org.ledplatform.whatsapp.message;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts since the client was made. Safe for use by many threads. */
public final class Tally {

  private final AtomicLongArray counts = new AtomicLongArray(Counted.values().length);

  /** One more. */
  public void count(Counted what) {
    counts.incrementAndGet(what.ordinal());
  }

  /** How many there were. */
  public long of(Counted what) {
    return counts.get(what.ordinal());
  }

  /** All counts as they are now. */
  public Map<Counted, Long> snapshot() {
    Map<Counted, Long> all = new EnumMap<>(Counted.class);
    for (Counted what : Counted.values()) {
      all.put(what, of(what));
    }
    return Map.copyOf(all);
  }
}

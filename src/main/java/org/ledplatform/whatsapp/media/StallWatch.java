package org.ledplatform.whatsapp.media;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends downloads in which nothing moves any more. Has no timer: somebody calls {@link #tick}. Safe
 * for use by many threads.
 */
public final class StallWatch {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Clock clock;
  private final Set<Watched> open = ConcurrentHashMap.newKeySet();

  public StallWatch(Clock clock) {
    this.clock = clock;
  }

  /** The same bytes; watched until it is closed. */
  InputStream watch(InputStream body) {
    Watched watched = new Watched(body);
    open.add(watched);
    return watched;
  }

  /** Ends what stood still for half a minute. */
  public void tick() {
    Instant limit = clock.instant().minus(PATIENCE);
    open.stream().filter(watched -> watched.moved.isBefore(limit)).forEach(Watched::abandon);
  }

  /** Ends everything. */
  public void stop() {
    open.forEach(Watched::abandon);
  }

  private final class Watched extends FilterInputStream {

    private volatile Instant moved = clock.instant();
    private volatile boolean abandoned;

    Watched(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      throw new IOException("Media is read in pieces only");
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      int count = in.read(into, from, most);
      if (abandoned) {
        throw new IOException("Nothing came from the media host for a while");
      }
      moved = clock.instant();
      return count;
    }

    @Override
    public void close() throws IOException {
      open.remove(this);
      in.close();
    }

    private void abandon() {
      abandoned = true;
      try {
        close();
      } catch (IOException _) {
        // It is given up in any case.
      }
    }
  }
}

package org.ledplatform.sandbox.media;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one tenant has on the hosts and what is on its way there, within its limits. Used under the
 * lock of {@link MediaBlobs}.
 */
final class Shelf {

  /** How many blobs a tenant has at most; the oldest go first. */
  static final int MAX_BLOBS = 10_000;

  /** How many uploads of a tenant there are at a time. */
  static final int MAX_UPLOADS = 8;

  /** How long an upload may take. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final int TIMEOUT = 408;
  private static final int TOO_LARGE = 413;
  private static final int TOO_MANY = 429;

  private final long most;
  private final Map<String, Blob> blobs = new LinkedHashMap<>();
  private final Map<String, Upload> uploads = new HashMap<>();
  private long used;

  /** An upload that is under way, and what has come of it. */
  private record Upload(Instant until, long length) {}

  Shelf(long most) {
    this.most = most;
  }

  /**
   * An upload begins. Those that take too long give their place up.
   *
   * @throws MediaRefused when there are too many
   */
  void begin(String id, Instant now) {
    uploads.entrySet().stream()
        .filter(upload -> upload.getValue().until().isBefore(now))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(this::end);
    if (uploads.size() >= MAX_UPLOADS) {
      throw new MediaRefused(TOO_MANY, "There are too many uploads at a time");
    }
    uploads.put(id, new Upload(now.plus(PATIENCE), 0));
  }

  /**
   * More of an upload came: the blobs for which there is no room any more.
   *
   * @throws MediaRefused when it took too long, or uploads alone are more than the tenant may have
   */
  List<Blob> grow(String id, int by, Instant now) {
    Upload upload = uploads.get(id);
    if (upload == null || upload.until().isBefore(now)) {
      throw new MediaRefused(TIMEOUT, "The upload takes too long");
    }
    long coming = uploads.values().stream().mapToLong(Upload::length).sum() + by;
    if (coming > most) {
      throw new MediaRefused(TOO_LARGE, "The uploads are too large");
    }
    uploads.put(id, new Upload(upload.until(), upload.length() + by));
    used += by;
    return tooMany();
  }

  /** An upload is over; what came of it counts no longer. */
  void end(String id) {
    Optional.ofNullable(uploads.remove(id)).ifPresent(upload -> used -= upload.length());
  }

  /** A blob is there: those for which there is no room any more. */
  List<Blob> keep(Blob blob) {
    blobs.put(blob.id(), blob);
    used += blob.length();
    return tooMany();
  }

  /** A blob is gone. */
  void remove(Blob blob) {
    if (blobs.remove(blob.id()) != null) {
      used -= blob.length();
    }
  }

  /** The oldest, never the last one. */
  private List<Blob> tooMany() {
    List<Blob> gone = new ArrayList<>();
    while (blobs.size() > MAX_BLOBS
        || (used > most && blobs.size() > (uploads.isEmpty() ? 1 : 0))) {
      Blob oldest = blobs.values().iterator().next();
      remove(oldest);
      gone.add(oldest);
    }
    return gone;
  }
}

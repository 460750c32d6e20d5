package org.ledplatform.sandbox.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * What waited for a device when it logged in, on its way in batches (protocol §6.1, §6.5). Knows
 * how far it reaches and when the next batch is due; {@link Delivery} sends. Touched only in a
 * turn.
 *
 * <p>The real network sends about five stanzas unasked and then waits for the client to ask.
 * WhatsApp's own client asks for each batch, for the second one as soon as the first begins to
 * arrive; Baileys asks once and whatsmeow never, and both get everything. Here those two get the
 * next batch when they have acknowledged the last one, and who does neither gets it after a while.
 */
final class Backlog {

  /** What a client gets before it asks. */
  static final int UNASKED = 5;

  /** As much as anybody may ask for at a time. */
  static final int MAX_BATCH = 1_000;

  private static final int USUAL_BATCH = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final long end;
  private final int size;
  private int batch = USUAL_BATCH;
  private int asked;
  private Instant moved;

  /**
   * @param end the place in the queue behind which everything is live traffic
   * @param size how many stanzas that are
   */
  Backlog(long end, int size, Instant now) {
    this.end = end;
    this.size = size;
    this.moved = now;
  }

  long end() {
    return end;
  }

  int size() {
    return size;
  }

  /** How many the next batch has. */
  int batch() {
    return batch;
  }

  /** The client asks for so many. */
  void ask(int count) {
    batch = Math.clamp(count, 1, MAX_BATCH);
    asked++;
  }

  /** The client has a batch, or acknowledges what it had. */
  void move(Instant now) {
    moved = now;
  }

  /** Whether an acknowledged batch is followed by the next one: not when the client asks itself. */
  boolean followsAcknowledgements() {
    return asked < 2;
  }

  /** Whether nothing was asked for or acknowledged for too long. */
  boolean stuck(Instant now) {
    return !now.isBefore(moved.plus(PATIENCE));
  }
}

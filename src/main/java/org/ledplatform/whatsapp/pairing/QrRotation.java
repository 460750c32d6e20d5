package org.ledplatform.whatsapp.pairing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which of the offered references to show when (protocol §5.1): the first for a minute, the others
 * for twenty seconds each. Not safe for many threads.
 */
public final class QrRotation {

  private static final Duration FIRST = Duration.ofSeconds(60);
  private static final Duration FURTHER = Duration.ofSeconds(20);

  private final List<String> refs;
  private int index = -1;
  private Instant expiresAt = Instant.MIN;

  public QrRotation(List<String> refs) {
    this.refs = List.copyOf(refs);
  }

  /** A reference to show until a moment. */
  public record Shown(String ref, Instant expiresAt) {}

  /** The next reference when the one before has expired; empty when there is nothing to change. */
  public Optional<Shown> turn(Instant now) {
    if (now.isBefore(expiresAt) || index + 1 >= refs.size()) {
      return Optional.empty();
    }
    index++;
    expiresAt = now.plus(index == 0 ? FIRST : FURTHER);
    return Optional.of(new Shown(refs.get(index), expiresAt));
  }

  /** When the last reference expires; to be asked while one is shown. */
  public Instant endsAt() {
    return expiresAt.plus(FURTHER.multipliedBy(Math.max(0, refs.size() - 1 - index)));
  }

  /** Whether the last reference has expired. */
  public boolean exhausted(Instant now) {
    return showingLast() && !now.isBefore(expiresAt);
  }

  /** Whether no further reference is left to show. */
  public boolean showingLast() {
    return index + 1 >= refs.size();
  }
}

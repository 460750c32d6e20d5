package org.ledplatform.fuzz;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Hears what the code logs as an error. Errors are for bugs, so a fuzz test that reaches code which
 * catches broadly looks here for what was caught: in the client and in the network, not what tests
 * of other rooms in the same process leave behind. Safe for many threads.
 */
public final class ErrorLog extends Handler {

  private static final List<Logger> LISTENED =
      List.of(
          Logger.getLogger("org.ledplatform.whatsapp"),
          Logger.getLogger("org.ledplatform.sandbox"));
  private static final ErrorLog ONLY = new ErrorLog();

  private final AtomicReference<Optional<LogRecord>> first =
      new AtomicReference<>(Optional.empty());

  private ErrorLog() {
    // Millions of refused inputs would otherwise fill the screen.
    for (Logger logger : LISTENED) {
      logger.setUseParentHandlers(false);
      logger.addHandler(this);
    }
  }

  /** Forgets what earlier tests made the code log. */
  public static void forget() {
    ONLY.first.set(Optional.empty());
  }

  /** Throws what was logged as an error since the last call. */
  public static void requireNone() {
    ONLY.first
        .getAndSet(Optional.empty())
        .ifPresent(
            r -> {
              throw new AssertionError(r.getMessage(), r.getThrown());
            });
  }

  @Override
  public void publish(LogRecord entry) {
    if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
      first.compareAndSet(Optional.empty(), Optional.of(entry));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}

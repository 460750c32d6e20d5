package org.ledplatform.assembly;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.ledplatform.account.RefreshTokens;
import org.ledplatform.journal.BotLog;

/** Gives everybody the time: one tick a second for what lives, one an hour for what grows old. */
final class Ticker {

  /** How long a line of a bot's log is kept. */
  static final Duration LOG_RETENTION = Duration.ofDays(30);

  private static final Logger LOG = System.getLogger(Ticker.class.getName());

  private final ScheduledExecutorService timer;
  private final List<Runnable> everySecond;
  private final Runnable everyHour;
  private @Nullable ScheduledFuture<?> second;
  private @Nullable ScheduledFuture<?> hour;

  Ticker(
      ScheduledExecutorService timer,
      List<Runnable> everySecond,
      BotLog log,
      RefreshTokens tokens,
      Clock clock) {
    this.timer = timer;
    this.everySecond = List.copyOf(everySecond);
    this.everyHour = () -> removeOld(log, tokens, clock.instant());
  }

  synchronized void start() {
    second =
        timer.scheduleAtFixedRate(() -> everySecond.forEach(Ticker::once), 1, 1, TimeUnit.SECONDS);
    hour = timer.scheduleAtFixedRate(() -> once(everyHour), 1, 60, TimeUnit.MINUTES);
  }

  synchronized void stop() {
    if (second != null) {
      second.cancel(false);
    }
    if (hour != null) {
      hour.cancel(false);
    }
  }

  static void removeOld(BotLog log, RefreshTokens tokens, Instant now) {
    int lines = log.removeBefore(now.minus(LOG_RETENTION));
    int expired = tokens.removeExpired(now);
    LOG.log(
        Level.DEBUG, "Removed {0} old log lines and {1} expired refresh tokens", lines, expired);
  }

  /** A tick that fails must not stop the clock: the timer would never call it again. */
  private static void once(Runnable tick) {
    try {
      tick.run();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "A tick failed", e);
    }
  }
}

package org.ledplatform.bot;

import java.time.Clock;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.ledplatform.account.UserId;

/**
 * Changes a bot in the three places that must agree: the store, {@link RunningBots}, and whoever
 * listens. To be called under the lock of that bot.
 */
final class BotUpdates {

  private final Bots bots;
  private final RunningBots running;
  private final BotEvents events;
  private final Clock clock;

  BotUpdates(Bots bots, RunningBots running, BotEvents events, Clock clock) {
    this.bots = bots;
    this.running = running;
    this.events = events;
    this.clock = clock;
  }

  /** Stores a change and tells of it; a change that changes nothing is neither. */
  Optional<Bot> apply(UserId owner, BotId id, UnaryOperator<BotDraft> change, Optional<Qr> qr) {
    Optional<Bot> before = running.find(id).or(() -> bots.find(owner, id));
    if (before.isEmpty() || changed(before.get(), change).equals(before.get())) {
      return before;
    }
    Optional<Bot> stored = bots.change(owner, id, bot -> changed(bot, change));
    stored.ifPresent(bot -> announce(bot, qr));
    return stored;
  }

  /** As {@link #apply}, and tells of a new QR even when nothing had to be stored. */
  void applyWithQr(UserId owner, BotId id, UnaryOperator<BotDraft> change, Optional<Qr> qr) {
    Optional<Bot> before = running.find(id);
    Optional<Bot> after = apply(owner, id, change, qr);
    if (after.isPresent() && after.equals(before)) {
      announce(after.get(), qr);
    }
  }

  private void announce(Bot bot, Optional<Qr> qr) {
    running.refresh(bot);
    events.changed(new BotChanged(bot, qr));
  }

  private Bot changed(Bot bot, UnaryOperator<BotDraft> change) {
    return change.apply(BotDraft.of(bot)).at(clock.instant());
  }
}

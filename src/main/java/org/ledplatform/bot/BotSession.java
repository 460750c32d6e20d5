package org.ledplatform.bot;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The running instance of a bot around its link. Events of the link wait in a mailbox and are
 * handled one at a time on the executor, so the link is never held up and never calls into the
 * manager while it holds a lock of its own.
 *
 * <p>Its fields about the state are read and written under the lock of the bot only, except the
 * ones that say otherwise.
 */
final class BotSession {

  private static final Logger LOG = System.getLogger(BotSession.class.getName());

  private final Bot bot;
  private final BotLink link;
  private final Executor executor;
  private final Clock clock;
  private final Handler handler;
  private final Queue<LinkEvent> mailbox = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean ticking = new AtomicBoolean();
  // Read without the lock: pages ask for the QR, ticks ask whether there is anything to do.
  private volatile Optional<Qr> qr = Optional.empty();
  private volatile Optional<PairingCode> code = Optional.empty();
  private volatile Optional<Instant> deadline = Optional.empty();
  private volatile boolean ended;
  private BotState state;

  /** What a session calls when something happened. Runs on the executor, one call at a time. */
  interface Handler {
    void onEvent(BotSession session, LinkEvent event);

    void onOverdue(BotSession session);
  }

  BotSession(
      Bot bot, BotLink.Factory links, long fence, Executor executor, Clock clock, Handler handler) {
    this.bot = bot;
    this.executor = executor;
    this.clock = clock;
    this.handler = handler;
    this.state = bot.state();
    this.link = links.create(bot, fence, this::hear);
    entered(bot.state(), clock.instant());
  }

  /** The bot as it was when the session began: whose it is and which, not how it is now. */
  Bot bot() {
    return bot;
  }

  BotState state() {
    return state;
  }

  boolean ended() {
    return ended;
  }

  /** The QR that may be scanned now; never one whose time is over. */
  Optional<Qr> qr() {
    return qr.filter(shown -> shown.expiresAt().isAfter(clock.instant()));
  }

  /** The code that may be typed now; never one whose time is over. */
  Optional<PairingCode> code() {
    return code.filter(shown -> shown.expiresAt().isAfter(clock.instant()));
  }

  /** See {@link BotLink#requestCode}. */
  CompletionStage<CodeAnswer> requestCode(String phoneNumber) {
    return link.requestCode(phoneNumber);
  }

  /** Whether its state has lasted longer than it may. */
  boolean overdue() {
    return !ended && deadline.filter(end -> !end.isAfter(clock.instant())).isPresent();
  }

  void open() {
    link.open();
  }

  /** No event is handled after this. */
  void close() {
    end();
    link.close();
  }

  /** As {@link #close}, but the link, returned, still has to tell the network of it. */
  BotLink logOut() {
    end();
    link.logOut();
    return link;
  }

  private void end() {
    ended = true;
    hidePairing();
    deadline = Optional.empty();
  }

  /** Takes over what an event led to; patience starts anew, at {@code from}. */
  void entered(BotState next, Instant from) {
    state = next;
    deadline = BotLifecycle.patience(next).map(from::plus);
    if (next != BotState.AWAITING_PAIRING) {
      hidePairing();
    }
  }

  private void hidePairing() {
    qr = Optional.empty();
    code = Optional.empty();
  }

  void show(Qr offered) {
    qr = Optional.of(offered);
  }

  void show(PairingCode offered) {
    code = Optional.of(offered);
  }

  /** Gives the link the time, unless it is still busy with the tick before. */
  void tick() {
    if (ended || !ticking.compareAndSet(false, true)) {
      return;
    }
    try {
      executor.execute(this::tickNow);
    } catch (RejectedExecutionException e) {
      ticking.set(false);
      LOG.log(Level.DEBUG, "Bot {0}: no tick, the server is stopping", bot.id());
    }
  }

  private void tickNow() {
    try {
      if (overdue()) {
        handler.onOverdue(this);
      } else if (!ended) {
        link.tick();
      }
    } catch (RuntimeException e) {
      survive(e);
    } finally {
      ticking.set(false);
    }
  }

  private void hear(LinkEvent event) {
    if (ended) {
      return;
    }
    mailbox.add(event);
    if (waiting.getAndIncrement() == 0) {
      try {
        executor.execute(this::handleAll);
      } catch (RejectedExecutionException e) {
        LOG.log(Level.DEBUG, "Bot {0}: an event is lost, the server is stopping", bot.id());
      }
    }
  }

  private void handleAll() {
    do {
      LinkEvent event = mailbox.remove();
      try {
        handler.onEvent(this, event);
      } catch (RuntimeException e) {
        survive(e);
      }
    } while (waiting.decrementAndGet() > 0);
  }

  /** One bot's trouble, such as a store that fails, must end neither its session nor another's. */
  private void survive(RuntimeException e) {
    LOG.log(Level.ERROR, "Bot " + bot.id() + ": its session could not handle an event", e);
  }
}

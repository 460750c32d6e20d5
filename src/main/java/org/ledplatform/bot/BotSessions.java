package org.ledplatform.bot;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.ledplatform.account.UserId;
import org.ledplatform.bot.BotLifecycle.Step;
import org.ledplatform.bot.BotPlacement.Claim;
import org.ledplatform.bot.SessionVault.VaultId;

/**
 * The sessions that run on this node, and the only place where one begins or ends. Everything here
 * is called under the lock of the bot in question, except {@link #of}, {@link #tick} and {@link
 * #shutdown}; so there are never two live links for one bot.
 */
final class BotSessions implements BotSession.Handler {

  private static final Logger LOG = System.getLogger(BotSessions.class.getName());

  private final Parts parts;
  private final KeyedLocks<BotId> locks;
  private final BotUpdates updates;
  private final Departures departures;
  private final Map<BotId, BotSession> live = new ConcurrentHashMap<>();
  private volatile boolean closing;

  /** What the sessions work with. */
  record Parts(
      SessionVault vault,
      BotPlacement placement,
      BotLink.Factory links,
      RunningBots running,
      BotEvents events,
      Executor executor,
      Clock clock) {}

  BotSessions(Parts parts, KeyedLocks<BotId> locks, BotUpdates updates) {
    this.parts = parts;
    this.locks = locks;
    this.updates = updates;
    this.departures = new Departures(parts.executor(), parts.clock());
  }

  boolean isLive(BotId id) {
    return live.containsKey(id);
  }

  /** Claims the bot and opens its link. The bot must not be live. */
  Optional<Bot> begin(Bot bot, BotState first, String reason) {
    if (closing) {
      return Optional.of(bot);
    }
    return switch (parts.placement().claim(bot)) {
      case Claim.Claimed(long fence, String node) ->
          updates
              .apply(
                  bot.owner(),
                  bot.id(),
                  draft ->
                      draft.wanted(true).state(first, Optional.of(reason)).startedAt(now(), node),
                  Optional.empty())
              .map(stored -> open(stored, fence));
      case Claim.Elsewhere _ ->
          updates.apply(bot.owner(), bot.id(), draft -> draft.wanted(true), Optional.empty());
      case Claim.QuotaSpent(int most) ->
          updates.apply(
              bot.owner(),
              bot.id(),
              draft ->
                  draft
                      .wanted(false)
                      .state(
                          BotState.ERROR,
                          Optional.of("At most " + most + " bots of one account run at a time")),
              Optional.empty());
    };
  }

  private Bot open(Bot bot, long fence) {
    try {
      var session =
          new BotSession(bot, parts.links(), fence, parts.executor(), parts.clock(), this);
      live.put(bot.id(), session);
      parts.running().put(bot);
      session.open();
      if (closing) {
        // shutdown() may have looked before we were there to be seen.
        end(bot, BotSession::close);
      }
      return parts.running().find(bot.id()).orElse(bot);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "Bot " + bot.id() + ": its link does not open", e);
      end(bot, BotSession::close);
      String reason = "It could not be started; the log of the server tells why";
      return updates
          .apply(
              bot.owner(),
              bot.id(),
              draft -> draft.state(BotState.ERROR, Optional.of(reason)).nowhere(),
              Optional.empty())
          .orElse(bot);
    }
  }

  /** Ends the bot's session, if it has one, and gives up its place. What is stored stays. */
  void end(Bot bot, Consumer<BotSession> how) {
    BotSession session = live.remove(bot.id());
    parts.running().remove(bot.id());
    if (session != null) {
      how.accept(session);
      parts.placement().release(bot);
    }
  }

  /**
   * Logs the bot out, live or not, as far as the network can be reached, and erases its session.
   */
  void forget(Bot bot) {
    BotSession session = live.get(bot.id());
    if (session != null && session.state() == BotState.ONLINE) {
      end(bot, online -> departures.add(online.logOut()));
    } else {
      end(bot, BotSession::close);
      if (bot.account().isPresent()) {
        sayFarewell(bot);
      }
    }
    erase(bot);
  }

  private void sayFarewell(Bot bot) {
    try {
      Optional<BotLink> farewell = parts.links().farewell(bot);
      farewell.ifPresent(BotLink::open);
      farewell.ifPresent(departures::add);
    } catch (RuntimeException e) {
      // Its owner wants it gone: what cannot be read cannot be logged out, and goes all the same.
      LOG.log(Level.WARNING, "Bot " + bot.id() + ": it could not be logged out", e);
    }
  }

  /**
   * Erases what the bot's device remembers. The fence goes first: a write of the old link that is
   * still under way is refused instead of surviving the erasure.
   */
  private void erase(Bot bot) {
    var vault = new VaultId(bot.owner(), bot.id());
    parts.vault().nextFence(vault);
    parts.vault().erase(vault);
  }

  /** The session of the owner's bot, when it runs here. */
  Optional<BotSession> of(UserId owner, BotId id) {
    return Optional.ofNullable(live.get(id)).filter(session -> session.bot().owner().equals(owner));
  }

  /** Gives every session the time. */
  void tick() {
    live.values().forEach(BotSession::tick);
    departures.tick();
  }

  /** Closes all links; the bots stay wanted. Nothing begins after this. */
  void shutdown() {
    closing = true;
    for (BotSession session : List.copyOf(live.values())) {
      locks.run(session.bot().id(), () -> end(session.bot(), BotSession::close));
    }
    departures.closeAll();
  }

  @Override
  public void onEvent(BotSession session, LinkEvent event) {
    locks.run(
        session.bot().id(),
        () -> {
          if (!session.ended()) {
            handle(session, event);
          }
        });
  }

  @Override
  public void onOverdue(BotSession session) {
    locks.run(
        session.bot().id(),
        () -> {
          if (session.overdue()) {
            follow(session, BotLifecycle.timedOut(session.state()), d -> d, now());
          }
        });
  }

  private void handle(BotSession session, LinkEvent event) {
    Step step = BotLifecycle.next(session.state(), event);
    switch (event) {
      case LinkEvent.Noted(String message) ->
          parts
              .running()
              .find(session.bot().id())
              .ifPresent(bot -> parts.events().noted(bot, message));
      case LinkEvent.Active(Instant at) -> store(session, draft -> draft.activeAt(at));
      case LinkEvent.AccountChanged(Bot.LinkedAccount account) ->
          store(session, draft -> draft.account(Optional.of(account)));
      case LinkEvent.QrOffered(String text, Instant expiresAt) -> {
        session.entered(step.next(), now());
        session.show(new Qr(text, expiresAt));
        updates.applyWithQr(
            session.bot().owner(), session.bot().id(), d -> stated(d, step), session.qr());
      }
      case LinkEvent.CodeOffered(String code, Instant expiresAt) -> {
        if (session.state() == BotState.AWAITING_PAIRING) {
          session.show(new PairingCode(code, expiresAt));
          updates.applyWithQr(
              session.bot().owner(), session.bot().id(), draft -> draft, session.qr());
        }
      }
      case LinkEvent.Paired(Bot.LinkedAccount account) ->
          follow(session, step, d -> d.account(Optional.of(account)), now());
      case LinkEvent.Online(Bot.LinkedAccount account) ->
          follow(session, step, d -> d.account(Optional.of(account)).activeAt(now()), now());
      case LinkEvent.Dropped(String _, Instant retryAt) -> follow(session, step, d -> d, retryAt);
      case LinkEvent.QrExhausted _,
          LinkEvent.PairingFailed _,
          LinkEvent.LoggedOut _,
          LinkEvent.Replaced _,
          LinkEvent.Banned _,
          LinkEvent.Failed _ ->
          follow(session, step, d -> d, now());
    }
  }

  /** Does what the lifecycle says; what is told afterwards is stored. */
  private void follow(
      BotSession session, Step step, UnaryOperator<BotDraft> facts, Instant patienceFrom) {
    UnaryOperator<BotDraft> draft = d -> stated(facts.apply(d), step);
    switch (step.then()) {
      case GO_ON -> {
        session.entered(step.next(), patienceFrom);
        store(session, draft);
      }
      case REOPEN -> {
        end(session.bot(), BotSession::close);
        store(session, draft).ifPresent(bot -> begin(bot, step.next(), step.reason().orElse("")));
      }
      case REST -> {
        end(session.bot(), BotSession::close);
        store(session, d -> draft.apply(d).nowhere());
      }
      case GIVE_UP -> {
        end(session.bot(), BotSession::close);
        store(session, d -> draft.apply(d).nowhere().wanted(false));
      }
      case FORGET -> {
        end(session.bot(), BotSession::close);
        erase(session.bot());
        store(session, d -> draft.apply(d).nowhere().wanted(false).account(Optional.empty()));
      }
    }
  }

  private Optional<Bot> store(BotSession session, UnaryOperator<BotDraft> change) {
    return updates.apply(session.bot().owner(), session.bot().id(), change, session.qr());
  }

  private static BotDraft stated(BotDraft draft, Step step) {
    return draft.state(step.next(), step.reason());
  }

  private Instant now() {
    return parts.clock().instant();
  }
}

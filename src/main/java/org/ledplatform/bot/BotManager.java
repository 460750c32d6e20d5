package org.ledplatform.bot;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.ledplatform.account.FieldProblem;
import org.ledplatform.account.UserId;
import org.ledplatform.listing.Page;
import org.ledplatform.listing.PageRequest;

/**
 * What people can do with their bots. Safe for use by many threads; work on one bot waits for other
 * work on the same bot and for nothing else. Whoever does not own a bot finds none.
 *
 * <p>Starting and stopping return when the wish is stored and the link has been told; {@link
 * BotEvents} tells how it goes on.
 */
public final class BotManager {

  /** How many bots begin in one {@link #tick} after the start of the server. */
  static final int STARTS_PER_TICK = 10;

  private static final String AFTER_RESTART = "Waiting for its turn after the start of the server";

  private final Bots bots;
  private final BotEvents events;
  private final Executor executor;
  private final Supplier<String> ids;
  private final ProxyRules proxies;
  private final int mostBots;
  private final Clock clock;
  private final KeyedLocks<BotId> locks = new KeyedLocks<>();
  private final KeyedLocks<UserId> ownerLocks = new KeyedLocks<>();
  private final Queue<Bot> queued = new ConcurrentLinkedQueue<>();
  private final BotUpdates updates;
  private final BotSessions sessions;
  private final BotPairing pairing;

  /**
   * @param running where the conversation finds the bots that run here
   * @param executor runs the events and ticks of all bots, never on the thread that hands them over
   * @param ids gives the id of each new bot; never the same twice
   * @param proxies what owners may write as their bots' proxies
   * @param mostBots how many bots one user may have
   */
  public BotManager(
      Bots bots,
      SessionVault vault,
      BotPlacement placement,
      BotLink.Factory links,
      RunningBots running,
      BotEvents events,
      Executor executor,
      Clock clock,
      Supplier<String> ids,
      ProxyRules proxies,
      int mostBots) {
    this.bots = bots;
    this.events = events;
    this.executor = executor;
    this.ids = ids;
    this.proxies = proxies;
    this.mostBots = mostBots;
    this.clock = clock;
    this.updates = new BotUpdates(bots, running, events, clock);
    this.sessions =
        new BotSessions(
            new BotSessions.Parts(vault, placement, links, running, events, executor, clock),
            locks,
            updates);
    this.pairing = new BotPairing(bots, sessions);
  }

  /** What became of a new bot. */
  public sealed interface Creation {
    /** It exists and is stopped. */
    record Created(Bot bot) implements Creation {}

    /** Nothing was stored. */
    record Invalid(List<FieldProblem> problems) implements Creation {}

    /** The owner has as many as they may. */
    record TooMany(int most) implements Creation {}
  }

  /** What became of a change. */
  public sealed interface Change {
    /** As stored. */
    record Changed(Bot bot) implements Change {}

    /** Nothing was stored. */
    record Invalid(List<FieldProblem> problems) implements Change {}

    /** The owner has no such bot. */
    record NoSuchBot() implements Change {}
  }

  /** Creates a bot; it is stopped. */
  public Creation create(UserId owner, NewBot wish) {
    List<FieldProblem> problems = wish.problems(proxies);
    if (!problems.isEmpty()) {
      return new Creation.Invalid(problems);
    }
    return ownerLocks.with(
        owner, () -> hasRoom(owner) ? add(owner, wish) : new Creation.TooMany(mostBots));
  }

  private Creation add(UserId owner, NewBot wish) {
    Bot bot = wish.stopped(new BotId(ids.get()), owner, clock.instant());
    bots.add(bot);
    events.changed(new BotChanged(bot, Optional.empty()));
    return new Creation.Created(bot);
  }

  private boolean hasRoom(UserId owner) {
    int seen = 0;
    Optional<String> cursor = Optional.empty();
    do {
      Page<Bot> page =
          bots.list(owner, Optional.empty(), new PageRequest(PageRequest.MAX_LIMIT, cursor));
      seen += page.items().size();
      cursor = page.nextCursor();
    } while (cursor.isPresent() && seen < mostBots);
    return seen < mostBots;
  }

  /** The owner's bots, newest first, all states when {@code state} is empty. */
  public Page<Bot> list(UserId owner, Optional<BotState> state, PageRequest page) {
    return bots.list(owner, state, page);
  }

  /** The owner's bot of that id. */
  public Optional<Bot> find(UserId owner, BotId id) {
    return bots.find(owner, id);
  }

  /** Changes a bot; it takes effect with the next message, the proxy with the next start. */
  public Change change(UserId owner, BotId id, BotPatch patch) {
    return locks.with(
        id,
        () -> bots.find(owner, id).map(bot -> change(bot, patch)).orElseGet(Change.NoSuchBot::new));
  }

  private Change change(Bot bot, BotPatch patch) {
    List<FieldProblem> problems = patch.problems(bot, proxies);
    if (!problems.isEmpty()) {
      return new Change.Invalid(problems);
    }
    return updates
        .apply(bot.owner(), bot.id(), d -> d.patch(patch), qr(bot.owner(), bot.id()))
        .<Change>map(Change.Changed::new)
        .orElseGet(Change.NoSuchBot::new);
  }

  /** Stops, logs out and erases a bot with all that belongs to it; false when there is none. */
  public boolean remove(UserId owner, BotId id) {
    return onOwned(
            owner,
            id,
            bot -> {
              sessions.forget(bot);
              if (!bots.remove(owner, id)) {
                return Optional.empty();
              }
              events.removed(new BotRemoved(owner, id));
              return Optional.of(bot);
            })
        .isPresent();
  }

  /** Starts a bot and returns it as stored; nothing happens when it runs already. */
  public Optional<Bot> start(UserId owner, BotId id) {
    return onOwned(owner, id, bot -> sessions.isLive(id) ? Optional.of(bot) : begin(bot));
  }

  /** Stops a bot; its pairing is kept. Nothing happens when it is stopped already. */
  public Optional<Bot> stop(UserId owner, BotId id) {
    return onOwned(
        owner,
        id,
        bot -> {
          sessions.end(bot, BotSession::close);
          return updates.apply(
              owner,
              id,
              d -> d.wanted(false).state(BotState.STOPPED, Optional.of("")).nowhere(),
              Optional.empty());
        });
  }

  /** Closes the link and opens a new one; starts a bot that is stopped. */
  public Optional<Bot> restart(UserId owner, BotId id) {
    return onOwned(
        owner,
        id,
        bot -> {
          sessions.end(bot, BotSession::close);
          return begin(bot);
        });
  }

  /** Logs out, erases the session and starts again, so that the bot waits for pairing. */
  public Optional<Bot> redeploy(UserId owner, BotId id) {
    return onOwned(
        owner,
        id,
        bot -> {
          sessions.forget(bot);
          return updates
              .apply(owner, id, d -> d.account(Optional.empty()), Optional.empty())
              .flatMap(this::begin);
        });
  }

  /** The QR that may be scanned now; empty while there is none. */
  public Optional<Qr> qr(UserId owner, BotId id) {
    return pairing.qr(owner, id);
  }

  /** Everything about how bots are paired. */
  public BotPairing pairing() {
    return pairing;
  }

  /**
   * Starts the bots that were wanted when the server went down: the first at once, the others
   * spread over the following ticks, so that a thousand of them do not return in one moment.
   */
  public void startWanted() {
    for (Bot bot : bots.wanted()) {
      onOwned(
          bot.owner(),
          bot.id(),
          found -> sessions.isLive(found.id()) ? Optional.of(found) : Optional.of(enqueue(found)));
    }
    startSomeQueued();
  }

  private Bot enqueue(Bot bot) {
    Optional<Bot> waiting =
        updates.apply(
            bot.owner(),
            bot.id(),
            d -> d.state(BotState.STARTING, Optional.of(AFTER_RESTART)).nowhere(),
            Optional.empty());
    waiting.ifPresent(queued::add);
    return waiting.orElse(bot);
  }

  private void startSomeQueued() {
    for (int i = 0; i < STARTS_PER_TICK; i++) {
      Bot next = queued.poll();
      if (next == null) {
        return;
      }
      executor.execute(() -> startIfStillWanted(next));
    }
  }

  private void startIfStillWanted(Bot bot) {
    onOwned(
        bot.owner(),
        bot.id(),
        found ->
            found.wanted() && !sessions.isLive(found.id()) ? begin(found) : Optional.of(found));
  }

  /** To be called about every second: keep-alive, QR rotation, reconnects and time-outs. */
  public void tick() {
    startSomeQueued();
    sessions.tick();
  }

  /** Closes all links and keeps the bots wanted. Nothing starts after this. */
  public void shutdown() {
    queued.clear();
    sessions.shutdown();
  }

  private Optional<Bot> begin(Bot bot) {
    return sessions.begin(bot, BotState.STARTING, "");
  }

  private Optional<Bot> onOwned(UserId owner, BotId id, Function<Bot, Optional<Bot>> work) {
    return locks.with(id, () -> bots.find(owner, id).flatMap(work));
  }
}

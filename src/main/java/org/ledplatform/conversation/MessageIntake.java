package org.ledplatform.conversation;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.ledplatform.bot.BotId;

/**
 * Where messages wait to be handled: one lane per chat of a bot. Messages of one chat are handled
 * one after another in the order they came; chats do not wait for each other. Safe for use by many
 * threads.
 *
 * <p>Lanes and their lengths are bounded. A message without room is shed: counted, logged, and left
 * in its bot's inbox, so it is not lost; who brought it may bring it again.
 */
public final class MessageIntake {

  private static final Logger LOG = System.getLogger(MessageIntake.class.getName());

  private final Handler handler;
  private final Executor executor;
  private final Clock clock;
  private final Limits limits;
  private final ConcurrentHashMap<LaneKey, Lane> lanes = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private final LongAdder shed = new LongAdder();

  /** Deals with one message. */
  @FunctionalInterface
  public interface Handler {
    void handle(IncomingMessage message, Instant receivedAt);
  }

  /**
   * How much may wait.
   *
   * @param lanes how many chats at a time
   * @param perLane how many messages of one chat, the one being handled not counted
   */
  public record Limits(int lanes, int perLane) {
    /** Room for the chats of a thousand busy bots. */
    public static final Limits USUAL = new Limits(10_000, 100);
  }

  public MessageIntake(Handler handler, Executor executor, Clock clock, Limits limits) {
    this.handler = handler;
    this.executor = executor;
    this.clock = clock;
    this.limits = limits;
  }

  private record LaneKey(BotId bot, String chat) {}

  private record Waiting(IncomingMessage message, Instant receivedAt) {}

  /** Touched only inside {@code compute} of its own entry. */
  private static final class Lane {
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private boolean running;
  }

  /** What {@code compute} found; for one call. */
  private static final class Entry {
    private boolean accepted;
    private boolean first;
  }

  /**
   * Takes a message and returns at once.
   *
   * @return false when it was shed
   */
  public boolean accept(IncomingMessage message) {
    var key = new LaneKey(message.bot(), message.chat().id());
    var entry = new Entry();
    lanes.compute(key, (_, lane) -> enter(lane, new Waiting(message, clock.instant()), entry));
    if (!entry.accepted) {
      shed(message, "too many messages wait");
    } else if (entry.first) {
      start(key);
    }
    return entry.accepted;
  }

  private @Nullable Lane enter(@Nullable Lane present, Waiting message, Entry entry) {
    Lane lane = present;
    if (lane == null) {
      if (open.incrementAndGet() > limits.lanes()) {
        open.decrementAndGet();
        return null;
      }
      lane = new Lane();
    }
    if (lane.waiting.size() >= limits.perLane() + (lane.running ? 0 : 1)) {
      return lane;
    }
    lane.waiting.add(message);
    entry.accepted = true;
    entry.first = present == null;
    return lane;
  }

  private void start(LaneKey key) {
    try {
      executor.execute(() -> handleNext(key));
    } catch (RejectedExecutionException e) {
      Lane dropped = lanes.remove(key);
      open.decrementAndGet();
      if (dropped != null) {
        dropped.waiting.forEach(waiting -> shed(waiting.message(), "the server is stopping"));
      }
    }
  }

  /** One message for each turn on the executor, so that a long lane does not keep a thread. */
  private void handleNext(LaneKey key) {
    Waiting next = take(key);
    if (next == null) {
      return;
    }
    try {
      handler.handle(next.message(), next.receivedAt());
    } catch (RuntimeException e) {
      // The message is still in its inbox; the chat goes on with the next one.
      LOG.log(
          Level.ERROR,
          "Bot {0}: a message could not be dealt with\n{1}",
          next.message().bot(),
          CrashTrace.of(e));
    } finally {
      if (goesOn(key)) {
        start(key);
      }
    }
  }

  private @Nullable Waiting take(LaneKey key) {
    var taken = new AtomicReference<@Nullable Waiting>();
    lanes.computeIfPresent(
        key,
        (_, lane) -> {
          taken.set(lane.waiting.poll());
          lane.running = true;
          return lane;
        });
    return taken.get();
  }

  /** Whether more waits; a lane where nothing waits is closed. */
  private boolean goesOn(LaneKey key) {
    Lane left =
        lanes.computeIfPresent(
            key,
            (_, lane) -> {
              lane.running = false;
              return lane.waiting.isEmpty() ? null : lane;
            });
    if (left == null) {
      open.decrementAndGet();
    }
    return left != null;
  }

  private void shed(IncomingMessage message, String why) {
    shed.increment();
    LOG.log(
        Level.WARNING,
        "Bot {0}: message {1} is put off, {2} ({3} so far)",
        message.bot(),
        message.id(),
        why,
        shed.sum());
  }

  /** How many messages were shed since the start. */
  public long shedCount() {
    return shed.sum();
  }

  /** How many chats have messages waiting or being handled. */
  public int openLanes() {
    return lanes.size();
  }
}

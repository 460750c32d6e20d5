package org.ledplatform.api.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.ledplatform.api.bots.BotJson;
import org.ledplatform.api.bots.LogJson;
import org.ledplatform.api.json.ApiJson;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.BotChanged;
import org.ledplatform.bot.BotId;
import org.ledplatform.bot.BotRemoved;
import org.ledplatform.bot.Qr;
import org.ledplatform.journal.LogAppended;

/**
 * Turns what happens to bots into events and hands them to the open streams. Observers only write
 * into the buffer and the streams' queues, so whoever fires an event does not wait.
 */
@ApplicationScoped
public class EventStreams {

  private static final int EVENTS_PER_OWNER = 500;
  private static final int MAX_QUIET_OWNERS = 10_000;
  private static final int MAX_STREAMS_PER_OWNER = 10;
  private static final int BEAT_SECONDS = 15;

  private final Clock clock = Clock.systemUTC();
  private final EventBuffer buffer =
      new EventBuffer(newRun(), clock, EVENTS_PER_OWNER, MAX_QUIET_OWNERS);
  private final Map<BotId, BotChanged> lastTold = new ConcurrentHashMap<>();
  private final Map<EventStream, Runnable> open = new ConcurrentHashMap<>();

  @Resource private ManagedExecutorService executor;
  @Resource private ManagedScheduledExecutorService timer;
  private @Nullable ScheduledFuture<?> beat;

  /** Starts the one tick of all streams. */
  @PostConstruct
  void start() {
    beat = timer.scheduleAtFixedRate(this::beatAll, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
  }

  /** Ends every stream. */
  @PreDestroy
  void stop() {
    if (beat != null) {
      beat.cancel(false);
    }
    open.keySet().forEach(this::end);
  }

  /**
   * Opens a stream.
   *
   * @param lastId what the client heard last, if it says so
   * @return false when this caller has too many open
   */
  boolean open(Listening listening, @Nullable String lastId) {
    EventStream stream =
        new EventStream(listening.sink(), listening.sse(), listening.until(), executor);
    Optional<Runnable> end =
        buffer.listen(listening.owner(), listening.only(), lastId, MAX_STREAMS_PER_OWNER, stream);
    end.ifPresent(
        runnable -> {
          open.put(stream, runnable);
          stream.beat();
        });
    return end.isPresent();
  }

  /** A bot is another one now, or its QR is. */
  void changed(@Observes BotChanged event) {
    Bot bot = event.bot();
    BotChanged before = lastTold.put(bot.id(), event);
    if (before == null || !before.bot().equals(bot)) {
      buffer.publish(bot.owner(), bot.id(), "bot.status", json(BotJson.of(bot)), Optional.empty());
    }
    Optional<Qr> qrBefore = before == null ? Optional.empty() : before.qr();
    if (!qrBefore.equals(event.qr())) {
      QrEvent told =
          new QrEvent(
              bot.id().value(),
              event.qr().map(Qr::text).orElse(null),
              event.qr().map(Qr::expiresAt).orElse(null));
      buffer.publish(bot.owner(), bot.id(), "bot.qr", json(told), event.qr().map(Qr::expiresAt));
    }
  }

  /** A bot is gone, and with it everything that was kept of it. */
  void removed(@Observes BotRemoved event) {
    lastTold.remove(event.bot());
    buffer.forget(event.owner(), event.bot());
    buffer.publish(
        event.owner(),
        event.bot(),
        "bot.removed",
        json(new RemovedEvent(event.bot().value())),
        Optional.empty());
  }

  /** A line was added to a log. */
  void logged(@Observes LogAppended event) {
    buffer.publish(
        event.entry().owner(),
        event.entry().bot(),
        "bot.log",
        json(LogJson.of(event.entry())),
        Optional.empty());
  }

  private void beatAll() {
    Instant now = clock.instant();
    for (EventStream stream : open.keySet()) {
      if (stream.isOver(now)) {
        end(stream);
      } else {
        stream.beat();
      }
    }
  }

  private void end(EventStream stream) {
    Runnable end = open.remove(stream);
    if (end != null) {
      end.run();
    }
    stream.close();
  }

  private static String json(Record body) {
    try {
      return ApiJson.mapper().writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Our own records can be written", e);
    }
  }

  private static String newRun() {
    byte[] bytes = new byte[4];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private record QrEvent(String botId, @Nullable String qr, @Nullable Instant expiresAt) {}

  private record RemovedEvent(String id) {}
}

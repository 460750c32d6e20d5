package org.ledplatform.api.events;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ledplatform.account.UserId;
import org.ledplatform.bot.BotId;

/**
 * The latest events of each owner, and who listens. A listener hears every event of its owner once
 * and in order: first those after its last id, then the new ones. In memory and bounded; what was
 * pushed out or came before the start of this server is not told again.
 *
 * <p>An id is {@code run-number}. Numbers grow over all owners; an id of another run of the server
 * is older than everything here. Safe for use by many threads.
 */
final class EventBuffer {

  private final String run;
  private final Clock clock;
  private final int perOwner;
  private final Map<UserId, Shelf> shelves;
  private long number;

  /**
   * @param run tells this run of the server from others; without a hyphen
   * @param perOwner how many events are kept for each owner
   * @param owners how many owners without listeners are remembered
   */
  EventBuffer(String run, Clock clock, int perOwner, int owners) {
    this.run = run;
    this.clock = clock;
    this.perOwner = perOwner;
    this.shelves =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<UserId, Shelf> eldest) {
            return size() > owners && eldest.getValue().listeners.isEmpty();
          }
        };
  }

  /** Hears events. Called under the buffer's lock, so it only puts them into a queue. */
  interface Listener {
    /** One event. */
    void hear(ApiEvent event);
  }

  /** Keeps an event and tells it to all who listen. */
  synchronized void publish(
      UserId owner, BotId bot, String type, String json, Optional<Instant> goodUntil) {
    number++;
    ApiEvent event = new ApiEvent(run + "-" + number, bot, type, json, goodUntil);
    Shelf shelf = shelves.computeIfAbsent(owner, _ -> new Shelf());
    if (shelf.events.size() >= perOwner) {
      shelf.events.removeFirst();
    }
    shelf.events.addLast(event);
    for (Subscription subscription : shelf.listeners) {
      if (subscription.wants(event)) {
        subscription.listener.hear(event);
      }
    }
  }

  /**
   * Adds a listener, unless its owner has this many already.
   *
   * @param only one bot; empty for all of the owner's
   * @param lastId the last id that it has heard; without one it hears only what comes
   * @return how to end it; empty when there are too many
   */
  synchronized Optional<Runnable> listen(
      UserId owner, Optional<BotId> only, @Nullable String lastId, int most, Listener listener) {
    Shelf shelf = shelves.computeIfAbsent(owner, _ -> new Shelf());
    if (shelf.listeners.size() >= most) {
      return Optional.empty();
    }
    Subscription subscription = new Subscription(only, listener);
    if (lastId != null) {
      replay(shelf, after(lastId), subscription);
    }
    shelf.listeners.add(subscription);
    return Optional.of(() -> end(owner, subscription));
  }

  /** Forgets what is kept of a bot. */
  synchronized void forget(UserId owner, BotId bot) {
    Shelf shelf = shelves.get(owner);
    if (shelf != null) {
      shelf.events.removeIf(event -> event.bot().equals(bot));
    }
  }

  private void replay(Shelf shelf, long after, Subscription subscription) {
    Instant now = clock.instant();
    for (ApiEvent event : shelf.events) {
      boolean stale = event.goodUntil().filter(until -> !until.isAfter(now)).isPresent();
      if (!stale && numberOf(event.id()) > after && subscription.wants(event)) {
        subscription.listener.hear(event);
      }
    }
  }

  private synchronized void end(UserId owner, Subscription subscription) {
    Shelf shelf = shelves.get(owner);
    if (shelf != null) {
      shelf.listeners.remove(subscription);
    }
  }

  private long after(String lastId) {
    return lastId.startsWith(run + "-") ? numberOf(lastId) : 0;
  }

  private long numberOf(String id) {
    try {
      return Long.parseLong(id.substring(run.length() + 1));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static final class Shelf {
    private final Deque<ApiEvent> events = new ArrayDeque<>();
    private final List<Subscription> listeners = new ArrayList<>();
  }

  /** Compared by identity: two streams of one owner may ask for the same. */
  private static final class Subscription {
    private final Optional<BotId> only;
    private final Listener listener;

    Subscription(Optional<BotId> only, Listener listener) {
      this.only = only;
      this.listener = listener;
    }

    boolean wants(ApiEvent event) {
      return only.isEmpty() || only.get().equals(event.bot());
    }
  }
}

package org.ledplatform.whatsapp.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.message.Contacts;
import org.ledplatform.whatsapp.message.LidMigration;
import org.ledplatform.whatsapp.message.MalformedContentException;
import org.ledplatform.whatsapp.message.PeerNotices;
import org.ledplatform.whatsapp.proto.HistorySyncNotification;

/**
 * Deals with what our own phone told, now or before a crash (protocol §6.9). The parts of the
 * history are read one at a time, in the order in which they came. One that does not get here, or
 * that its listener does not take, is tried six times over a quarter of an hour, while those behind
 * it go on; the tries are counted through restarts. Lives on the lane.
 */
final class PeerNews {

  private static final int MOST_TRIES = 6;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);

  private final PeerNotices notices;
  private final Contacts contacts;
  private final HistoryNews history;
  private final HistoryTurns turns;
  private final Consumer<ClientEvent> events;
  private final Clock clock;
  private final Set<String> reading = new HashSet<>();
  private final Map<String, Instant> later = new HashMap<>();
  private boolean over;

  PeerNews(
      PeerNotices notices,
      Contacts contacts,
      HistoryNews history,
      HistoryTurns turns,
      Consumer<ClientEvent> events,
      Clock clock) {
    this.notices = notices;
    this.contacts = contacts;
    this.history = history;
    this.turns = turns;
    this.events = events;
    this.clock = clock;
  }

  /** Deals with every notice that waits. */
  void dealWithAll() {
    for (PeerNotices.Notice notice : notices.waiting()) {
      if (notice.told().hasHistorySyncNotification()) {
        queue(notice.name());
      } else {
        learn(notice);
      }
    }
  }

  private void queue(String name) {
    if (!later.containsKey(name) && reading.add(name)) {
      turns.take(ended -> read(name, ended));
    }
  }

  /**
   * Looked up again when it is its turn: meanwhile it may have been read over a connection before.
   */
  private void read(String name, Runnable ended) {
    Optional<PeerNotices.Notice> notice = over ? Optional.empty() : notices.find(name);
    if (notice.isEmpty()) {
      reading.remove(name);
      ended.run();
      return;
    }
    HistorySyncNotification part = notice.get().told().getHistorySyncNotification();
    history.read(
        part,
        () -> ending(() -> wasRead(name, part), ended),
        unread -> ending(() -> missed(name, unread), ended));
  }

  private static void ending(Runnable last, Runnable ended) {
    try {
      last.run();
    } finally {
      ended.run();
    }
  }

  private void wasRead(String name, HistorySyncNotification part) {
    settle(name);
    events.accept(new AccountEvent.HistoryRead(part.getSyncType().name(), part.getProgress()));
  }

  private void missed(String name, HistoryNews.Unread unread) {
    reading.remove(name);
    if (over) {
      // The next connection tries, and this try does not count: it never had a chance.
      return;
    }
    int tries = unread.forGood() ? MOST_TRIES : notices.failed(name);
    if (tries < MOST_TRIES) {
      later.put(name, clock.instant().plus(FIRST_PAUSE.multipliedBy(1L << (tries - 1))));
      return;
    }
    settle(name);
    events.accept(new ClientEvent.Noted("A part of the history was not read: " + unread.why()));
  }

  /** Tries again what did not work a while ago. */
  void tick(Instant now) {
    if (later.values().removeIf(due -> !now.isBefore(due))) {
      dealWithAll();
    }
  }

  /** The connection is gone. */
  void over() {
    over = true;
  }

  private void settle(String name) {
    reading.remove(name);
    notices.settle(name);
  }

  private void learn(PeerNotices.Notice notice) {
    try {
      contacts.succeed(
          LidMigration.read(
              notice.told().getLidMigrationMappingSyncMessage().getEncodedMappingPayload()));
    } catch (MalformedContentException _) {
      events.accept(new ClientEvent.Noted("Our phone told something unreadable"));
    }
    settle(notice.name());
  }
}

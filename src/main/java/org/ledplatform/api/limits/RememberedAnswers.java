package org.ledplatform.api.limits;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.account.UserId;

/**
 * Remembers what was answered to which {@code Idempotency-Key}, per user. In memory and bounded, so
 * a restart of the server forgets, and so does a user who makes more writes than the bound. Safe
 * for use by many threads.
 */
@ApplicationScoped
class RememberedAnswers {

  /** How long an answer stands. */
  static final Duration LIFETIME = Duration.ofHours(24);

  /** After this a request that never ended is taken for lost and its key is free again. */
  static final Duration LONGEST_REQUEST = Duration.ofMinutes(2);

  private static final int MAX_PER_USER = 2_000;
  private static final int MAX_IN_ALL = 50_000;

  private final Clock clock;
  private final int maxPerUser;
  private final int maxInAll;
  private final Map<Key, Entry> entries = new LinkedHashMap<>();
  private final Map<UserId, Deque<Key>> keysOfUser = new HashMap<>();

  RememberedAnswers() {
    this(Clock.systemUTC(), MAX_PER_USER, MAX_IN_ALL);
  }

  RememberedAnswers(Clock clock, int maxPerUser, int maxInAll) {
    this.clock = clock;
    this.maxPerUser = maxPerUser;
    this.maxInAll = maxInAll;
  }

  /**
   * Says whether to go on with a request, and takes the key if so.
   *
   * @param fingerprint stands for the request with its body
   */
  synchronized Claim claim(UserId user, String key, String fingerprint) {
    Instant now = clock.instant();
    forgetExpired(now);
    Key id = new Key(user, key);
    Entry entry = entries.get(id);
    if (entry != null && !entry.isLost(now)) {
      if (!entry.fingerprint().equals(fingerprint)) {
        return new Claim.OtherRequest();
      }
      return entry.answer().<Claim>map(Claim.Again::new).orElseGet(Claim.StillRunning::new);
    }
    remove(id);
    put(id, new Entry(fingerprint, now, Optional.empty()));
    return new Claim.Fresh();
  }

  /** Remembers the answer to a request that went on. */
  synchronized void answered(UserId user, String key, RememberedAnswer answer) {
    entries.computeIfPresent(
        new Key(user, key),
        (_, entry) -> new Entry(entry.fingerprint(), entry.since(), Optional.of(answer)));
  }

  /** Gives a key back: the request changed nothing. */
  synchronized void released(UserId user, String key) {
    remove(new Key(user, key));
  }

  private void put(Key id, Entry entry) {
    Deque<Key> own = keysOfUser.computeIfAbsent(id.user(), _ -> new ArrayDeque<>());
    if (own.size() >= maxPerUser) {
      remove(own.getFirst());
    }
    if (entries.size() >= maxInAll) {
      remove(entries.keySet().iterator().next());
    }
    entries.put(id, entry);
    keysOfUser.computeIfAbsent(id.user(), _ -> new ArrayDeque<>()).addLast(id);
  }

  private void remove(Key id) {
    if (entries.remove(id) == null) {
      return;
    }
    Deque<Key> own = keysOfUser.get(id.user());
    if (own != null) {
      own.remove(id);
      if (own.isEmpty()) {
        keysOfUser.remove(id.user());
      }
    }
  }

  /** The oldest come first, so this stops at the first that still stands. */
  private void forgetExpired(Instant now) {
    while (true) {
      Iterator<Map.Entry<Key, Entry>> oldest = entries.entrySet().iterator();
      if (!oldest.hasNext()) {
        return;
      }
      Map.Entry<Key, Entry> first = oldest.next();
      if (first.getValue().since().plus(LIFETIME).isAfter(now)) {
        return;
      }
      remove(first.getKey());
    }
  }

  /** What to do with a request. */
  sealed interface Claim {
    /** Nobody used the key; go on. */
    record Fresh() implements Claim {}

    /** Answer this and do nothing. */
    record Again(RememberedAnswer answer) implements Claim {}

    /** The key was used for something else. */
    record OtherRequest() implements Claim {}

    /** The first request with this key has not ended yet. */
    record StillRunning() implements Claim {}
  }

  private record Key(UserId user, String text) {}

  private record Entry(String fingerprint, Instant since, Optional<RememberedAnswer> answer) {
    boolean isLost(Instant now) {
      return answer.isEmpty() && !since.plus(LONGEST_REQUEST).isAfter(now);
    }
  }
}

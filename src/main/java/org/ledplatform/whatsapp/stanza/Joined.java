package org.ledplatform.whatsapp.stanza;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Joins questions of one kind: what is asked within one turn goes into one question, and whoever
 * wants to know what is being asked already waits for the same answer. Only a few questions are
 * under way at a time; what is asked meanwhile goes into the next. Safe for use by many threads.
 *
 * @param <K> what is asked about
 * @param <V> what is answered
 */
final class Joined<K, V> {

  private static final int MOST_UNDER_WAY = 4;
  private static final Set<Integer> BUSY = Set.of(429, 500, 503);

  private final int most;
  private final Executor turn;
  private final Asker<K, V> asker;
  private final Map<K, List<Waiting>> waiting = new HashMap<>();
  private final Set<K> unasked = new LinkedHashSet<>();
  private int underWay;
  private boolean planned;

  /** Asks the network. */
  interface Asker<K, V> {
    /** Exactly one of the two is called, once. What the answer leaves out has no value. */
    void ask(List<K> keys, Consumer<Map<K, V>> answered, Consumer<QueryFailure> failed);
  }

  /**
   * @param most how much goes into one question
   * @param turn runs a task after those that are waiting now
   */
  Joined(int most, Executor turn, Asker<K, V> asker) {
    this.most = most;
    this.turn = turn;
    this.asker = asker;
  }

  /**
   * Asks about these.
   *
   * @param answered hears what is known about them, on the thread that handles stanzas
   */
  void ask(Collection<K> keys, Consumer<Map<K, V>> answered, Consumer<QueryFailure> failed) {
    synchronized (this) {
      Waiting one = new Waiting(new HashSet<>(keys), answered, failed);
      for (K key : List.copyOf(one.missing)) {
        waiting
            .computeIfAbsent(
                key,
                k -> {
                  unasked.add(k);
                  return new ArrayList<>();
                })
            .add(one);
      }
      if (planned) {
        return;
      }
      planned = true;
    }
    turn.execute(this::leave);
  }

  private void leave() {
    while (true) {
      List<K> keys;
      synchronized (this) {
        planned = false;
        if (unasked.isEmpty() || underWay >= MOST_UNDER_WAY) {
          return;
        }
        keys = take();
        underWay++;
      }
      send(keys, this::landed);
    }
  }

  private List<K> take() {
    List<K> keys = new ArrayList<>();
    Iterator<K> rest = unasked.iterator();
    while (rest.hasNext() && keys.size() < most) {
      keys.add(rest.next());
      rest.remove();
    }
    return keys;
  }

  private void landed() {
    synchronized (this) {
      underWay--;
    }
    leave();
  }

  private void send(List<K> keys, Runnable landed) {
    asker.ask(
        keys,
        found -> {
          tell(keys, found);
          landed.run();
        },
        failure -> {
          if (failure instanceof QueryFailure.Refused(int code, String _)
              && !BUSY.contains(code)
              && keys.size() > 1) {
            halve(keys, landed);
          } else {
            fail(keys, failure);
            landed.run();
          }
        });
  }

  /** One that the network dislikes must not fail those who were asked about together with it. */
  private void halve(List<K> keys, Runnable landed) {
    int half = keys.size() / 2;
    send(keys.subList(0, half), () -> send(keys.subList(half, keys.size()), landed));
  }

  private void tell(List<K> keys, Map<K, V> found) {
    List<Waiting> ready = new ArrayList<>();
    synchronized (this) {
      for (K key : keys) {
        for (Waiting one : removed(key)) {
          if (found.containsKey(key)) {
            one.found.put(key, found.get(key));
          }
          if (one.missing.remove(key) && one.missing.isEmpty()) {
            ready.add(one);
          }
        }
      }
    }
    ready.forEach(one -> one.answered.accept(one.found));
  }

  private void fail(List<K> keys, QueryFailure failure) {
    Set<Waiting> failed = new LinkedHashSet<>();
    synchronized (this) {
      for (K key : keys) {
        for (Waiting one : removed(key)) {
          // Whatever else it waits for no longer matters to it.
          if (!one.missing.isEmpty()) {
            one.missing.clear();
            failed.add(one);
          }
        }
      }
    }
    failed.forEach(one -> one.failed.accept(failure));
  }

  private List<Waiting> removed(K key) {
    List<Waiting> all = waiting.remove(key);
    return all == null ? List.of() : all;
  }

  private final class Waiting {
    private final Set<K> missing;
    private final Consumer<Map<K, V>> answered;
    private final Consumer<QueryFailure> failed;
    private final Map<K, V> found = new LinkedHashMap<>();

    Waiting(Set<K> missing, Consumer<Map<K, V>> answered, Consumer<QueryFailure> failed) {
      this.missing = missing;
      this.answered = answered;
      this.failed = failed;
    }
  }
}

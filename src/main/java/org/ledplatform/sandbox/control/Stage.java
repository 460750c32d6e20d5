package org.ledplatform.sandbox.control;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.ledplatform.sandbox.scenario.Acts;
import org.ledplatform.sandbox.scenario.Play;

/**
 * The scenarios of one tenant, played one after another. Safe for use by many threads: the lock is
 * held while people act, and a tick never waits for it.
 */
final class Stage {

  private final ConcurrentSkipListMap<String, Play> plays = new ConcurrentSkipListMap<>();
  private final Lock lock = new ReentrantLock();
  private final AtomicBoolean playing = new AtomicBoolean();
  private final Acts acts = new Acts();

  /** How far all are. */
  List<Play.Progress> progress() {
    return plays.values().stream().map(Play::progress).toList();
  }

  /**
   * Begins a scenario instead of one of the same name, with what may still be done before the next
   * tick.
   *
   * @throws SandboxProblem when there are too many
   */
  void begin(String name, Play play, Instant now) {
    lock.lock();
    try {
      if (!plays.containsKey(name) && plays.size() >= ScenarioControl.MAX_SCENARIOS) {
        throw SandboxProblem.conflict(
            "There are " + ScenarioControl.MAX_SCENARIOS + " scenarios; end one");
      }
      plays.put(name, play);
      play.live(now, acts);
    } finally {
      lock.unlock();
    }
  }

  /** Ends a scenario; whether there was one. */
  boolean end(String name) {
    return plays.remove(name) != null;
  }

  /** Plays on, on another thread. While that thread plays further ticks do nothing. */
  void tick(Executor executor, Instant now) {
    if (plays.isEmpty() || !playing.compareAndSet(false, true)) {
      return;
    }
    try {
      executor.execute(() -> play(now));
    } catch (RejectedExecutionException _) {
      // The network is closing.
      playing.set(false);
    }
  }

  private void play(Instant now) {
    lock.lock();
    try {
      acts.refill();
      plays.values().forEach(play -> play.live(now, acts));
    } finally {
      lock.unlock();
      playing.set(false);
    }
  }
}

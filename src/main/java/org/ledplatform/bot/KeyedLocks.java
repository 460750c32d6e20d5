package org.ledplatform.bot;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One lock for each key that somebody works on; a lock that nobody holds or awaits is dropped. */
final class KeyedLocks<K> {

  private final ConcurrentHashMap<K, Held> locks = new ConcurrentHashMap<>();

  /** Does the work while no other work on the same key runs. Reentrant. */
  <T> T with(K key, Supplier<T> work) {
    Held held = locks.compute(key, (_, present) -> taken(present));
    held.lock.lock();
    try {
      return work.get();
    } finally {
      held.lock.unlock();
      locks.computeIfPresent(key, (_, present) -> --present.users == 0 ? null : present);
    }
  }

  /** As {@link #with(Object, Supplier)}, without a result. */
  void run(K key, Runnable work) {
    with(
        key,
        () -> {
          work.run();
          return true;
        });
  }

  private static Held taken(@Nullable Held present) {
    Held held = present == null ? new Held() : present;
    held.users++;
    return held;
  }

  /** How many locks there are now. */
  int size() {
    return locks.size();
  }

  /** {@code users} is only touched inside {@code compute} of its own entry. */
  private static final class Held {
    private final ReentrantLock lock = new ReentrantLock();
    private int users;
  }
}

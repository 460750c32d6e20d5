package org.ledplatform.whatsapp.message;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.ledplatform.whatsapp.jid.Jid;

/**
 * One lock per canonical contact device, from reading a ratchet to committing it. The devices of a
 * person share a lock, and people share a fixed number of locks by hash; several are always taken
 * in the same order, so nobody waits in a circle.
 *
 * <p>What is canonical changes when a mapping is learned. So everyone works under a shared lock,
 * and whoever learns a mapping takes it alone: a ratchet that moves to another address is never
 * stepped at the same time under the old one.
 */
public final class ContactLocks {

  private static final int STRIPES = 64;

  private final ReentrantReadWriteLock mapping = new ReentrantReadWriteLock();
  private final List<ReentrantLock> stripes =
      Stream.generate(() -> new ReentrantLock()).limit(STRIPES).toList();

  /**
   * Runs the work while these devices are locked.
   *
   * @param devices in whichever addressing
   * @param canonical tells the canonical address; asked while mappings stand still
   */
  public <T> T with(Collection<Jid> devices, Function<Jid, Jid> canonical, Supplier<T> work) {
    mapping.readLock().lock();
    try {
      List<ReentrantLock> needed =
          devices.stream()
              .map(canonical)
              .mapToInt(jid -> Math.floorMod(jid.withoutDevice().hashCode(), STRIPES))
              .distinct()
              .sorted()
              .mapToObj(stripes::get)
              .toList();
      needed.forEach(Lock::lock);
      try {
        return work.get();
      } finally {
        needed.forEach(Lock::unlock);
      }
    } finally {
      mapping.readLock().unlock();
    }
  }

  /** Runs the work while nobody else holds any lock. For learning mappings, which is rare. */
  public <T> T alone(Supplier<T> work) {
    mapping.writeLock().lock();
    try {
      return work.get();
    } finally {
      mapping.writeLock().unlock();
    }
  }
}

package org.ledplatform.measure;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryType;

/** What this JVM has used. */
final class Figures {

  private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();
  private static final int ROUNDS = 4;

  private Figures() {}

  /** Bytes of the heap that are still reachable. */
  static long liveHeap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      System.gc();
      least = Math.min(least, MEMORY.getHeapMemoryUsage().getUsed());
    }
    return least;
  }

  /**
   * The same by one collection while others work: what was left at its very end, before anybody
   * went on.
   */
  static long heapAfterCollection() {
    System.gc();
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getCollectionUsage().getUsed())
        .sum();
  }

  /** Milliseconds for which a processor worked for this process, the compiler and GC included. */
  static long cpuMillis() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1_000_000;
  }

  /** Platform threads; virtual ones are in no list. */
  static int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  /** File descriptors that are open, sockets and jars included. */
  static long openFiles() {
    UnixOperatingSystemMXBean system =
        (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getOpenFileDescriptorCount();
  }
}

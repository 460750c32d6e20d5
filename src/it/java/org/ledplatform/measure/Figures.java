package org.ledplatform.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

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

  /** Milliseconds for which a processor worked for this process, the compiler and GC included. */
  static long cpuMillis() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1_000_000;
  }
}

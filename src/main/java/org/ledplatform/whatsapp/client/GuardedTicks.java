package org.ledplatform.whatsapp.client;

import java.util.HashSet;
import java.util.Set;

/**
 * Runs what the parts of a connection do after the login and with each tick. A part that fails does
 * not keep the others from theirs, and is tried again with the next tick; the log has its trace
 * once over a connection and not once a second. Lives on the lane.
 */
final class GuardedTicks {

  private static final System.Logger LOG = System.getLogger(GuardedTicks.class.getName());

  private final Set<String> failed = new HashSet<>();

  /**
   * Runs one part's step.
   *
   * @param part names it in the log
   * @throws StoreFailedException ends the connection: nobody goes on without a store
   */
  void run(String part, Runnable tick) {
    try {
      tick.run();
    } catch (StoreFailedException e) {
      throw e;
    } catch (RuntimeException e) {
      if (failed.add(part)) {
        LOG.log(System.Logger.Level.ERROR, "A part of the connection failed: " + part, e);
      }
    }
  }
}

package org.ledplatform.whatsapp.client;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Learns a newer version after the network refused ours, once in a row: a network that refuses the
 * newest too must not be asked for ever. Lives on the lane; the asking itself runs beside it.
 */
final class VersionRefresh {

  private final ClientVersions versions;
  private final Executor executor;
  private final Executor lane;
  private boolean tried;
  private int wish;

  VersionRefresh(ClientVersions versions, Executor executor, Executor lane) {
    this.versions = versions;
    this.executor = executor;
    this.lane = lane;
  }

  /**
   * Asks for a newer version than the one that was just refused.
   *
   * @param learned there is one, and {@link ClientVersions#now} knows it
   * @param helpless there is none, or it was refused already
   * @param busy nobody could ask just now: it may be asked again
   */
  void refresh(Runnable learned, Runnable helpless, Runnable busy) {
    if (tried) {
      helpless.run();
      return;
    }
    tried = true;
    int asked = wish;
    ClientVersion refused = versions.now();
    try {
      executor.execute(() -> learn(refused, asked, learned, helpless));
    } catch (RejectedExecutionException _) {
      tried = false;
      busy.run();
    }
  }

  /** There is an answer even when the asking fails. */
  private void learn(ClientVersion refused, int asked, Runnable learned, Runnable helpless) {
    Runnable answer = helpless;
    try {
      if (versions.newerThan(refused).isPresent()) {
        answer = learned;
      }
    } finally {
      Runnable told = answer;
      lane.execute(
          () -> {
            if (asked == wish) {
              told.run();
            }
          });
    }
  }

  /** Begins anew: whoever still waits for an answer hears nothing. */
  void forget() {
    tried = false;
    wish++;
  }
}

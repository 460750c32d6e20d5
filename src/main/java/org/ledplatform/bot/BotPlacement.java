package org.ledplatform.bot;

/** Decides which node runs a bot. Safe for use by many threads. */
public interface BotPlacement {

  /** Asks to run this bot here, now. */
  Claim claim(Bot bot);

  /** Gives a bot back; it may be claimed elsewhere at once. */
  void release(Bot bot);

  /** The answer to a claim. */
  sealed interface Claim {
    /**
     * It runs here, and whoever ran it before can write no more.
     *
     * @param fence the number every write of its session carries
     */
    record Claimed(long fence, String node) implements Claim {}

    /** Another node runs it. */
    record Elsewhere(String node) implements Claim {}

    /** Its owner runs as many bots as they may. */
    record QuotaSpent(int most) implements Claim {}
  }
}

package org.ledplatform.bot;

import java.util.List;
import java.util.Optional;
import org.ledplatform.account.UserId;

/**
 * Keeps what a bot's device must remember, sealed: names are stored blinded and values encrypted.
 * Safe for use by many threads.
 */
public interface SessionVault {

  /** The record, opened. */
  Optional<byte[]> read(VaultId vault, String kind, String name);

  /** All records of a kind in the order of their first writing, opened. */
  List<Entry> list(VaultId vault, String kind);

  /**
   * Applies all changes atomically; durable when it returns.
   *
   * @param fence the number of the placement under which the caller runs
   * @throws StaleFenceException when a newer placement exists; nothing was written
   */
  void commit(VaultId vault, long fence, List<Change> changes);

  /** Takes the next fence for this bot: from now on commits under older ones are refused. */
  long nextFence(VaultId vault);

  /** Erases everything of this bot's device; the fence stays. */
  void erase(VaultId vault);

  /** Whose vault. The owner is part of every query. */
  record VaultId(UserId owner, BotId bot) {}

  /** A record as read. */
  record Entry(String name, byte[] value) {}

  /**
   * One write.
   *
   * @param value the new bytes; empty to remove the record
   */
  record Change(String kind, String name, Optional<byte[]> value) {}

  /** The caller's placement was taken over. */
  final class StaleFenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StaleFenceException(BotId bot) {
      super("Bot " + bot + " runs elsewhere now; this write came too late");
    }
  }
}

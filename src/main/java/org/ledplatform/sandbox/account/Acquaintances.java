package org.ledplatform.sandbox.account;

import java.util.HashMap;
import java.util.Map;
import org.ledplatform.sandbox.storage.SandboxStorage;
import org.ledplatform.sandbox.storage.Table;
import org.ledplatform.sandbox.storage.Turns;
import org.ledplatform.sandbox.storage.Write;

/**
 * Who chatted with whom, and who of them wrote: they see each other's status. Nobody forgets
 * anybody before one of them is removed. In a turn only.
 */
public final class Acquaintances {

  private static final int FIRST_WROTE = 1;
  private static final int SECOND_WROTE = 2;

  private final Turns turns;

  /** Who of each pair wrote. */
  private final Map<String, Integer> pairs = new HashMap<>();

  /** Reads what was stored. */
  public Acquaintances(Turns turns, SandboxStorage storage) {
    this.turns = turns;
    for (SandboxStorage.Entry entry : storage.list(Table.ACQUAINTANCES, "")) {
      // What an older version stored does not say who wrote; then both did.
      int wrote = entry.value().length == 0 ? FIRST_WROTE | SECOND_WROTE : entry.value()[0];
      pairs.put(entry.name(), wrote);
    }
  }

  /** One wrote to the other. */
  public void meet(Account writer, Account reader) {
    turns.requireTurn();
    String pair = pair(writer, reader);
    int before = pairs.getOrDefault(pair, 0);
    int now = before | place(writer, reader);
    if (now != before) {
      pairs.put(pair, now);
      turns.write(new Write.Put(Table.ACQUAINTANCES, pair, new byte[] {(byte) now}));
    }
  }

  /** Whether the first ever wrote to the second. */
  public boolean wrote(Account writer, Account reader) {
    turns.requireTurn();
    return (pairs.getOrDefault(pair(writer, reader), 0) & place(writer, reader)) != 0;
  }

  /** Whether one of them ever wrote to the other. */
  public boolean know(Account one, Account other) {
    turns.requireTurn();
    return pairs.containsKey(pair(one, other));
  }

  /** The person is gone; whoever gets the number next knows nobody. */
  public void forget(Account account) {
    turns.requireTurn();
    pairs
        .keySet()
        .removeIf(
            pair -> {
              boolean theirs =
                  pair.startsWith(account.phone() + "/") || pair.endsWith("/" + account.phone());
              if (theirs) {
                turns.write(new Write.Remove(Table.ACQUAINTANCES, pair));
              }
              return theirs;
            });
  }

  /** Writing to oneself is neither before nor behind. */
  private static int place(Account writer, Account reader) {
    return writer.phone().compareTo(reader.phone()) < 0 ? FIRST_WROTE : SECOND_WROTE;
  }

  /** The smaller number first, so that each pair has one name. */
  private static String pair(Account one, Account other) {
    return one.phone().compareTo(other.phone()) < 0
        ? one.phone() + "/" + other.phone()
        : other.phone() + "/" + one.phone();
  }
}

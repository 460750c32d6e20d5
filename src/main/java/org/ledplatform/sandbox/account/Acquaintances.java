package org.ledplatform.sandbox.account;

import java.util.HashSet;
import java.util.Set;
import org.ledplatform.sandbox.storage.SandboxStorage;
import org.ledplatform.sandbox.storage.Table;
import org.ledplatform.sandbox.storage.Turns;
import org.ledplatform.sandbox.storage.Write;

/**
 * Who chatted with whom: they see each other's status. Nobody forgets anybody before one of them is
 * removed. In a turn only.
 */
public final class Acquaintances {

  private final Turns turns;
  private final Set<String> pairs = new HashSet<>();

  /** Reads what was stored. */
  public Acquaintances(Turns turns, SandboxStorage storage) {
    this.turns = turns;
    storage.list(Table.ACQUAINTANCES, "").forEach(entry -> pairs.add(entry.name()));
  }

  /** One wrote to the other. */
  public void meet(Account one, Account other) {
    turns.requireTurn();
    String pair = pair(one, other);
    if (pairs.add(pair)) {
      turns.write(new Write.Put(Table.ACQUAINTANCES, pair, new byte[0]));
    }
  }

  /** Whether one of them ever wrote to the other. */
  public boolean know(Account one, Account other) {
    turns.requireTurn();
    return pairs.contains(pair(one, other));
  }

  /** The person is gone; whoever gets the number next knows nobody. */
  public void forget(Account account) {
    turns.requireTurn();
    pairs.removeIf(
        pair -> {
          boolean theirs =
              pair.startsWith(account.phone() + "/") || pair.endsWith("/" + account.phone());
          if (theirs) {
            turns.write(new Write.Remove(Table.ACQUAINTANCES, pair));
          }
          return theirs;
        });
  }

  /** The smaller number first, so that each pair has one name. */
  private static String pair(Account one, Account other) {
    return one.phone().compareTo(other.phone()) < 0
        ? one.phone() + "/" + other.phone()
        : other.phone() + "/" + one.phone();
  }
}

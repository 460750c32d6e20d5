package org.ledplatform.api.limits;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import org.ledplatform.account.UserId;

/**
 * How many bodies with files are in memory, in all and of each account. Safe for use by many
 * threads.
 */
@ApplicationScoped
class FileTurns {

  /** Each may take some forty megabytes while it is read and encrypted. */
  private static final int MOST_IN_ALL = 4;

  private static final int MOST_OF_ONE = 2;

  private final Map<UserId, Integer> busy = new HashMap<>();
  private int inAll;

  /** What became of a wish to have a turn. */
  sealed interface Wish {
    /** Go on. */
    record Granted(Turn turn) implements Wish {}

    /** The account has as many as it may. */
    record TooManyOfYours(int most) implements Wish {}

    /** Others have them all. */
    record AllTaken() implements Wish {}
  }

  /** Somebody's turn; ends once, however often it is closed. */
  final class Turn implements AutoCloseable {
    private final UserId user;
    private boolean ended;

    private Turn(UserId user) {
      this.user = user;
    }

    @Override
    public void close() {
      synchronized (FileTurns.this) {
        if (!ended) {
          ended = true;
          inAll--;
          busy.computeIfPresent(user, (_, own) -> own == 1 ? null : own - 1);
        }
      }
    }
  }

  /** Asks for a turn, and never waits for one. */
  synchronized Wish take(UserId user) {
    if (busy.getOrDefault(user, 0) == MOST_OF_ONE) {
      return new Wish.TooManyOfYours(MOST_OF_ONE);
    }
    if (inAll == MOST_IN_ALL) {
      return new Wish.AllTaken();
    }
    inAll++;
    busy.merge(user, 1, Integer::sum);
    return new Wish.Granted(new Turn(user));
  }
}

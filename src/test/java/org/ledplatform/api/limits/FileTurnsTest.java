package org.ledplatform.api.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ledplatform.account.UserId;
import org.ledplatform.api.limits.FileTurns.Wish;

class FileTurnsTest {

  private static final UserId ADA = new UserId("ada");

  private final FileTurns turns = new FileTurns();

  private FileTurns.Turn granted(UserId user) {
    return ((Wish.Granted) turns.take(user)).turn();
  }

  @Test
  void anAccountHasTwoAtATime() {
    FileTurns.Turn first = granted(ADA);
    granted(ADA);
    assertThat(turns.take(ADA)).isEqualTo(new Wish.TooManyOfYours(2));
    assertThat(turns.take(new UserId("bob"))).isInstanceOf(Wish.Granted.class);
    first.close();
    first.close();
    granted(ADA);
    assertThat(turns.take(ADA)).isEqualTo(new Wish.TooManyOfYours(2));
  }

  @Test
  void allTogetherHaveFour() {
    List<FileTurns.Turn> taken = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      taken.add(granted(new UserId("user-" + i)));
    }
    assertThat(turns.take(ADA)).isEqualTo(new Wish.AllTaken());
    taken.forEach(FileTurns.Turn::close);
    for (int i = 0; i < 2; i++) {
      granted(ADA);
    }
  }
}

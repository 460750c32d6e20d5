package org.ledplatform.sandbox.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.storage.Write.Put;

class TurnsTest {

  private final MemorySandboxStorage storage = new MemorySandboxStorage();
  private final Turns turns = new Turns(storage);
  private final List<String> seen = new ArrayList<>();

  @Test
  void sendsNothingBeforeItIsDurable() {
    turns.run(
        () -> {
          turns.whenDurable(() -> seen.add("sent, stored " + stored()));
          turns.afterwards(() -> seen.add("afterwards"));
          turns.write(new Put(Table.PHONES, "a", new byte[1]));
          seen.add("turn, stored " + stored());
        });

    assertThat(seen).containsExactly("turn, stored false", "sent, stored true", "afterwards");
  }

  @Test
  void sendsNothingWhenItCannotBecomeDurable() {
    storage.close();

    assertThatThrownBy(
            () ->
                turns.run(
                    () -> {
                      turns.whenDurable(() -> seen.add("sent"));
                      turns.write(new Put(Table.PHONES, "a", new byte[1]));
                    }))
        .isInstanceOf(SandboxStorageException.class);
    turns.run(() -> {});

    assertThat(seen).isEmpty();
  }

  @Test
  void keepsWhatAFailedTurnHadWritten() {
    assertThatThrownBy(
            () ->
                turns.run(
                    () -> {
                      turns.write(new Put(Table.PHONES, "a", new byte[1]));
                      throw new IllegalArgumentException("on purpose");
                    }))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(stored()).isTrue();
  }

  @Test
  void isOneBatchWithTheTurnsInsideOfIt() {
    turns.run(
        () -> {
          turns.run(() -> turns.write(new Put(Table.PHONES, "a", new byte[1])));
          seen.add("stored " + stored());
        });

    assertThat(seen).containsExactly("stored false");
    assertThat(stored()).isTrue();
  }

  @Test
  void refusesToTouchTheStateOutside() {
    assertThatThrownBy(turns::requireTurn).isInstanceOf(IllegalStateException.class);
  }

  private boolean stored() {
    return storage.read(Table.PHONES, "a").isPresent();
  }
}

package org.ledplatform.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Users} promises. */
public abstract class UsersContract {

  private static final Instant WHEN = Instant.parse("2026-02-03T04:05:06.123456789Z");

  /** An empty store. */
  protected abstract Users users();

  @Test
  void theFirstUserBecomesAdministratorAndTheSecondDoesNot() {
    Users users = users();

    assertThat(users.add(user("1", "ada@example.org"), "hash"))
        .map(User::role)
        .contains(Role.ADMIN);
    assertThat(users.add(user("2", "bob@example.org"), "hash")).map(User::role).contains(Role.USER);
  }

  @Test
  void findsWhatWasStored() {
    Users users = users();
    User stored = users.add(user("1", "ada@example.org"), "hash").orElseThrow();

    assertThat(users.find(new UserId("1"))).contains(stored);
    assertThat(users.findByEmail("ada@example.org"))
        .contains(new Users.UserWithPassword(stored, "hash"));
    assertThat(stored.createdAt()).isEqualTo(WHEN);
  }

  @Test
  void findsAnAddressInWhateverCaseItIsTyped() {
    Users users = users();
    users.add(user("1", "ada@example.org"), "hash");

    assertThat(users.findByEmail("ADA@Example.ORG")).isPresent();
  }

  @Test
  void refusesAnAddressThatIsTakenAndKeepsTheFirst() {
    Users users = users();
    users.add(user("1", "ada@example.org"), "first");

    assertThat(users.add(user("2", "ada@example.org"), "second")).isEmpty();
    assertThat(users.find(new UserId("2"))).isEmpty();
    assertThat(users.findByEmail("ada@example.org").orElseThrow().passwordHash())
        .isEqualTo("first");
  }

  @Test
  void aRefusedAddressDoesNotUseUpTheFirstPlace() {
    Users users = users();

    assertThat(users.find(new UserId("nobody"))).isEmpty();
    assertThat(users.findByEmail("nobody@example.org")).isEmpty();
    assertThat(users.add(user("1", "ada@example.org"), "hash"))
        .map(User::role)
        .contains(Role.ADMIN);
  }

  @Test
  void manyRegistrationsAtOnceMakeOneAdministratorAndOneUserOfEachAddress() throws Exception {
    Users users = users();
    List<Optional<User>> added;
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Optional<User>>> running =
          IntStream.range(0, 16)
              .mapToObj(i -> user("id" + i, "user" + i / 2 + "@example.org"))
              .map(user -> threads.submit(() -> users.add(user, "hash")))
              .toList();
      added = running.stream().map(UsersContract::result).toList();
    }

    assertThat(added).filteredOn(Optional::isPresent).hasSize(8);
    assertThat(added)
        .filteredOn(user -> user.map(User::role).equals(Optional.of(Role.ADMIN)))
        .hasSize(1);
  }

  private static Optional<User> result(Future<Optional<User>> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private static User user(String id, String email) {
    return new User(new UserId(id), email, "Somebody", Role.USER, WHEN);
  }
}

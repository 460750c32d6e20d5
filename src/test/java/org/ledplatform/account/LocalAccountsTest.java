package org.ledplatform.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.account.AccessTokens.AccessToken;

class LocalAccountsTest {

  private static final String PASSWORD = "correct horse battery";

  private final TurnableClock clock = new TurnableClock();
  private final CountingHasher hasher = new CountingHasher();
  private final AccessTokens accessTokens =
      user -> new AccessToken("access of " + user.id(), Duration.ofMinutes(15));
  private final Accounts accounts =
      new LocalAccounts(
          new MemoryUsers(),
          new MemoryRefreshTokens(),
          accessTokens,
          hasher,
          new LoginFailures(clock, 100),
          clock,
          new SecureRandom());

  @Test
  void registersAndLogsIn() {
    Session session = register("ada@example.org");

    assertThat(session.user().email()).isEqualTo("ada@example.org");
    assertThat(session.user().role()).isEqualTo(Role.ADMIN);
    assertThat(session.accessToken().value()).isEqualTo("access of " + session.user().id());
    assertThat(accounts.find(session.user().id())).contains(session.user());
    assertThat(accounts.login("ada@example.org", PASSWORD))
        .isInstanceOf(LoginOutcome.LoggedIn.class);
  }

  @Test
  void takesTheAddressInAnyCaseAndWithSpacesAround() {
    register("  Ada@Example.ORG ");

    assertThat(accounts.login("ADA@example.org", PASSWORD))
        .isInstanceOf(LoginOutcome.LoggedIn.class);
    assertThat(accounts.register("ada@EXAMPLE.org", PASSWORD, "Another"))
        .isEqualTo(new Registration.EmailTaken());
  }

  @Test
  void knowsThePasswordHoweverItsLettersAreComposed() {
    accounts.register("ada@example.org", "grüne Wiese", "Ada");

    assertThat(accounts.login("ada@example.org", "gru\u0308ne Wiese"))
        .isInstanceOf(LoginOutcome.LoggedIn.class);
  }

  @Test
  void namesEveryFieldThatIsWrongAtOnce() {
    Registration outcome = accounts.register("nobody", "short", " ");

    assertThat(outcome).isInstanceOf(Registration.Invalid.class);
    assertThat(((Registration.Invalid) outcome).problems())
        .extracting(FieldProblem::field)
        .containsExactly("email", "password", "displayName");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "@", "a@", "@b.c", "a b@c.d", "a@b@c.d", "a@b..c", "a@b.c\n", "a\u0000@b.c"})
  void refusesWhatIsNoAddress(String email) {
    // A line break at the end is white space around the address, which is forgiven.
    Registration outcome = accounts.register(email, PASSWORD, "Ada");

    if (email.endsWith("\n")) {
      assertThat(outcome).isInstanceOf(Registration.Registered.class);
    } else {
      assertThat(outcome).isInstanceOf(Registration.Invalid.class);
    }
  }

  @Test
  void boundsThePasswordAndRefusesControlCharacters() {
    assertThat(problemFields("x".repeat(9), "Ada")).containsExactly("password");
    assertThat(problemFields("x".repeat(10), "Ada")).isEmpty();
    assertThat(problemFields("x".repeat(128), "Ada")).isEmpty();
    assertThat(problemFields("x".repeat(129), "Ada")).containsExactly("password");
    assertThat(problemFields("long enough\u0007", "Ada")).containsExactly("password");
    assertThat(problemFields("👍".repeat(10), "Ada")).isEmpty();
  }

  @Test
  void boundsTheNameAndRefusesCharactersThatTurnTextAround() {
    assertThat(problemFields(PASSWORD, "x".repeat(81))).containsExactly("displayName");
    assertThat(problemFields(PASSWORD, "Ada\u202Egpj")).containsExactly("displayName");
    assertThat(problemFields(PASSWORD, "Ada\nBob")).containsExactly("displayName");
    assertThat(problemFields(PASSWORD, "Zoë 👩‍🚀")).isEmpty();
  }

  @Test
  void saysTheSameAndWorksAsHardForAnUnknownAddressAsForAWrongPassword() {
    register("ada@example.org");
    int before = hasher.verified;

    assertThat(accounts.login("ada@example.org", "wrong password"))
        .isEqualTo(new LoginOutcome.WrongPair());
    assertThat(accounts.login("bob@example.org", "wrong password"))
        .isEqualTo(new LoginOutcome.WrongPair());
    assertThat(hasher.verified - before).isEqualTo(2);
  }

  @Test
  void locksAnAddressAfterFiveFailuresKnownOrNot() {
    register("ada@example.org");
    for (String address : List.of("ada@example.org", "bob@example.org")) {
      fail(address, 5);

      assertThat(accounts.login(address, PASSWORD))
          .isEqualTo(new LoginOutcome.LockedOut(Duration.ofSeconds(30)));
    }
  }

  @Test
  void looksAtNoPasswordWhileLocked() {
    register("ada@example.org");
    fail("ada@example.org", 5);
    int before = hasher.verified;
    accounts.login("ada@example.org", PASSWORD);

    assertThat(hasher.verified).isEqualTo(before);
  }

  @Test
  void locksLongerAfterEachFurtherFailureUpToAQuarterOfAnHour() {
    register("ada@example.org");
    fail("ada@example.org", 5);
    List<Duration> locks = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      Duration lock = ((LoginOutcome.LockedOut) login("ada@example.org", "wrong")).retryAfter();
      locks.add(lock);
      clock.turn(lock);
      assertThat(login("ada@example.org", "wrong")).isEqualTo(new LoginOutcome.WrongPair());
    }

    assertThat(locks)
        .containsExactly(
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(120),
            Duration.ofSeconds(240),
            Duration.ofSeconds(480),
            Duration.ofSeconds(900),
            Duration.ofSeconds(900));
  }

  @Test
  void startsAfreshAfterARightPassword() {
    register("ada@example.org");
    fail("ada@example.org", 4);
    assertThat(login("ada@example.org", PASSWORD)).isInstanceOf(LoginOutcome.LoggedIn.class);
    fail("ada@example.org", 4);

    assertThat(login("ada@example.org", PASSWORD)).isInstanceOf(LoginOutcome.LoggedIn.class);
  }

  @Test
  void remembersABoundedNumberOfAddresses() {
    LoginFailures failures = new LoginFailures(clock, 2);
    for (int i = 0; i < 5; i++) {
      failures.begin("ada");
    }
    assertThat(failures.begin("ada")).isPresent();
    failures.begin("bob");
    failures.begin("eve");

    assertThat(failures.begin("ada")).isEmpty();
  }

  @Test
  void exchangesARefreshTokenOnce() {
    Session first = register("ada@example.org");
    Session second = accounts.refresh(first.refreshToken()).orElseThrow();

    assertThat(second.user()).isEqualTo(first.user());
    assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
    assertThat(accounts.refresh(second.refreshToken())).isPresent();
  }

  @Test
  void endsEverythingOfALoginWhoseTokenIsUsedTwice() {
    Session first = register("ada@example.org");
    Session second = accounts.refresh(first.refreshToken()).orElseThrow();

    assertThat(accounts.refresh(first.refreshToken())).isEmpty();
    assertThat(accounts.refresh(second.refreshToken())).isEmpty();
  }

  @Test
  void refusesARefreshTokenAfterThirtyDaysAndAfterLogout() {
    Session session = register("ada@example.org");
    Session other = ((LoginOutcome.LoggedIn) login("ada@example.org", PASSWORD)).session();
    accounts.logout(other.refreshToken());
    assertThat(accounts.refresh(other.refreshToken())).isEmpty();

    clock.turn(Duration.ofDays(30));
    assertThat(accounts.refresh(session.refreshToken())).isEmpty();
    assertThat(accounts.refresh("nonsense")).isEmpty();
  }

  @Test
  void tellsNoSecretInLogs() {
    Session session = register("ada@example.org");

    assertThat(session.toString())
        .doesNotContain(session.refreshToken())
        .doesNotContain(session.accessToken().value());
  }

  private Session register(String email) {
    return ((Registration.Registered) accounts.register(email, PASSWORD, "Ada")).session();
  }

  private LoginOutcome login(String email, String password) {
    return accounts.login(email, password);
  }

  private void fail(String email, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(login(email, "wrong password")).isEqualTo(new LoginOutcome.WrongPair());
    }
  }

  private List<String> problemFields(String password, String name) {
    return new AccountInput("ada@example.org", password, name)
        .problems().stream().map(FieldProblem::field).toList();
  }

  /** No hash at all, but it counts. */
  private static final class CountingHasher implements PasswordHasher {
    private int verified;

    @Override
    public String hash(char[] password) {
      return "hash of " + new String(password);
    }

    @Override
    public boolean verify(char[] password, String hash) {
      verified++;
      return hash.equals("hash of " + new String(password));
    }
  }
}

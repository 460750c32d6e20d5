package org.ledplatform.account;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ledplatform.account.RefreshTokens.Exchange;
import org.ledplatform.account.Users.UserWithPassword;

/** Accounts that this installation keeps itself. Safe for use by many threads. */
public final class LocalAccounts implements Accounts {

  /** How long somebody may stay away and still be logged in. */
  static final Duration REFRESH_LIFETIME = Duration.ofDays(30);

  private static final Logger LOG = System.getLogger(LocalAccounts.class.getName());

  private final Users users;
  private final RefreshTokens refreshTokens;
  private final AccessTokens accessTokens;
  private final PasswordHasher passwords;
  private final LoginFailures failures;
  private final Clock clock;
  private final SecureRandom random;
  private final String nobodysHash;

  public LocalAccounts(
      Users users,
      RefreshTokens refreshTokens,
      AccessTokens accessTokens,
      PasswordHasher passwords,
      LoginFailures failures,
      Clock clock,
      SecureRandom random) {
    this.users = users;
    this.refreshTokens = refreshTokens;
    this.accessTokens = accessTokens;
    this.passwords = passwords;
    this.failures = failures;
    this.clock = clock;
    this.random = random;
    this.nobodysHash = passwords.hash(Secrets.token(random).toCharArray());
  }

  @Override
  public Registration register(String email, String password, String displayName) {
    AccountInput input = new AccountInput(email, password, displayName);
    List<FieldProblem> problems = input.problems();
    if (!problems.isEmpty()) {
      return new Registration.Invalid(problems);
    }
    User user =
        new User(
            new UserId(Secrets.id(random)),
            input.email(),
            input.displayName(),
            Role.USER,
            clock.instant());
    String hash = passwords.hash(input.password().toCharArray());
    return users
        .add(user, hash)
        .<Registration>map(stored -> new Registration.Registered(start(stored)))
        .orElseGet(Registration.EmailTaken::new);
  }

  @Override
  public LoginOutcome login(String email, String password) {
    return switch (check(email, password)) {
      case PasswordCheck.Right(User user) -> new LoginOutcome.LoggedIn(start(user));
      case PasswordCheck.Wrong() -> new LoginOutcome.WrongPair();
      case PasswordCheck.Locked(Duration retryAfter) -> new LoginOutcome.LockedOut(retryAfter);
    };
  }

  @Override
  public PasswordCheck check(String email, String password) {
    String address = AccountInput.normalEmail(email);
    String typed = AccountInput.normalPassword(password);
    if (address.length() > AccountInput.LONGEST_EMAIL
        || typed.codePointCount(0, typed.length()) > AccountInput.LONGEST_PASSWORD) {
      return new PasswordCheck.Wrong();
    }
    Optional<Duration> locked = failures.begin(address);
    if (locked.isPresent()) {
      return new PasswordCheck.Locked(locked.get());
    }
    Optional<UserWithPassword> found = users.findByEmail(address);
    String hash = found.map(UserWithPassword::passwordHash).orElse(nobodysHash);
    boolean right = passwords.verify(typed.toCharArray(), hash);
    if (found.isEmpty() || !right) {
      return new PasswordCheck.Wrong();
    }
    failures.succeeded(address);
    return new PasswordCheck.Right(found.get().user());
  }

  @Override
  public Optional<Session> refresh(String token) {
    Instant now = clock.instant();
    String next = Secrets.token(random);
    Exchange exchange =
        refreshTokens.exchange(
            Secrets.hash(token), Secrets.hash(next), now.plus(REFRESH_LIFETIME), now);
    return switch (exchange) {
      case Exchange.Exchanged(UserId id) ->
          users.find(id).map(user -> new Session(user, accessTokens.issue(user), next));
      case Exchange.Unknown() -> Optional.empty();
      case Exchange.Reused(UserId id) -> {
        LOG.log(
            Level.WARNING, "A refresh token of user {0} was used twice; its login has ended", id);
        yield Optional.empty();
      }
    };
  }

  @Override
  public void logout(String refreshToken) {
    refreshTokens.end(Secrets.hash(refreshToken));
  }

  @Override
  public Optional<User> find(UserId id) {
    return users.find(id);
  }

  private Session start(User user) {
    String token = Secrets.token(random);
    refreshTokens.start(
        user.id(), Secrets.id(random), Secrets.hash(token), clock.instant().plus(REFRESH_LIFETIME));
    return new Session(user, accessTokens.issue(user), token);
  }
}

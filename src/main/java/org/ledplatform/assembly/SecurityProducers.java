package org.ledplatform.assembly;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.security.SecureRandom;
import java.time.Clock;
import org.ledplatform.account.AccessTokens;
import org.ledplatform.account.Accounts;
import org.ledplatform.account.DataKeys;
import org.ledplatform.account.LocalAccounts;
import org.ledplatform.account.LoginFailures;
import org.ledplatform.account.PasswordHasher;
import org.ledplatform.account.RefreshTokens;
import org.ledplatform.account.RequestLimits;
import org.ledplatform.account.Sealer;
import org.ledplatform.account.SigningKeys;
import org.ledplatform.account.Users;
import org.ledplatform.conversation.RateLimits;
import org.ledplatform.security.Bucket4jRateLimits;
import org.ledplatform.security.Bucket4jRequestLimits;
import org.ledplatform.security.JwtAccessTokens;
import org.ledplatform.security.MasterKey;
import org.ledplatform.security.MasterKeySealer;
import org.ledplatform.security.Pbkdf2Passwords;
import org.ledplatform.security.TokenKeys;

/** Accounts, keys and limits: {@code led.auth=local}. */
@Dependent
class SecurityProducers {

  /** How many senders, users or addresses a limit remembers at most. */
  private static final int REMEMBERED = 100_000;

  @Produces
  @Singleton
  Sealer sealer(Settings settings, DataKeys keys, SecureRandom random) {
    MasterKey masterKey =
        MasterKeySource.obtain(settings, random, () -> keys.find(TokenKeys.PLATFORM).isPresent());
    return new MasterKeySealer(masterKey, keys, random);
  }

  @Produces
  @Singleton
  PasswordHasher passwords(Pbkdf2PasswordHash hash) {
    return new Pbkdf2Passwords(hash);
  }

  @Produces
  @Singleton
  JwtAccessTokens accessTokens(SigningKeys keys, Sealer sealer, Clock clock) {
    return new JwtAccessTokens(TokenKeys.load(keys, sealer, clock), clock);
  }

  @Produces
  @Singleton
  Accounts accounts(
      Users users,
      RefreshTokens refreshTokens,
      AccessTokens accessTokens,
      PasswordHasher passwords,
      Clock clock,
      SecureRandom random) {
    LoginFailures failures = new LoginFailures(clock, REMEMBERED);
    return new LocalAccounts(
        users, refreshTokens, accessTokens, passwords, failures, clock, random);
  }

  @Produces
  @Singleton
  RateLimits rateLimits(Clock clock) {
    return new Bucket4jRateLimits(clock, REMEMBERED);
  }

  @Produces
  @Singleton
  RequestLimits requestLimits(Settings settings, Clock clock) {
    return new Bucket4jRequestLimits(settings.apiRateLimit(), clock, REMEMBERED);
  }
}

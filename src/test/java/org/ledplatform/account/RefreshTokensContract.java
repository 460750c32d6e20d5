package org.ledplatform.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.account.RefreshTokens.Exchange;

/** What every {@link RefreshTokens} promises. */
public abstract class RefreshTokensContract {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(60);
  private static final UserId ADA = new UserId("ada");

  private RefreshTokens tokens = new MemoryRefreshTokens();

  /** An empty store. */
  protected abstract RefreshTokens tokens();

  @BeforeEach
  void start() {
    tokens = tokens();
    tokens.start(ADA, "family", "a", LATER);
  }

  @Test
  void exchangesATokenForTheNextOne() {
    assertThat(tokens.exchange("a", "b", LATER, NOW)).isEqualTo(new Exchange.Exchanged(ADA));
    assertThat(tokens.exchange("b", "c", LATER, NOW)).isEqualTo(new Exchange.Exchanged(ADA));
  }

  @Test
  void knowsNoTokenThatWasNeverGivenOut() {
    assertThat(tokens.exchange("x", "b", LATER, NOW)).isEqualTo(new Exchange.Unknown());
  }

  @Test
  void refusesATokenAtTheMomentItExpires() {
    assertThat(tokens.exchange("a", "b", LATER.plusSeconds(60), LATER))
        .isEqualTo(new Exchange.Unknown());
  }

  @Test
  void endsTheFamilyWhenATokenIsUsedTwice() {
    tokens.exchange("a", "b", LATER, NOW);

    assertThat(tokens.exchange("a", "c", LATER, NOW)).isEqualTo(new Exchange.Reused(ADA));
    assertThat(tokens.exchange("b", "d", LATER, NOW)).isEqualTo(new Exchange.Unknown());
    assertThat(tokens.exchange("c", "d", LATER, NOW)).isEqualTo(new Exchange.Unknown());
  }

  @Test
  void leavesOtherFamiliesAlone() {
    tokens.start(ADA, "another", "z", LATER);
    tokens.exchange("a", "b", LATER, NOW);
    tokens.exchange("a", "c", LATER, NOW);
    tokens.end("unknown");

    assertThat(tokens.exchange("z", "y", LATER, NOW)).isEqualTo(new Exchange.Exchanged(ADA));
  }

  @Test
  void endsAFamilyByAnyOfItsTokens() {
    tokens.exchange("a", "b", LATER, NOW);
    tokens.end("a");

    assertThat(tokens.exchange("b", "c", LATER, NOW)).isEqualTo(new Exchange.Unknown());
  }

  @Test
  void removesWhatHasExpired() {
    tokens.start(ADA, "another", "z", LATER.plusSeconds(1));

    assertThat(tokens.removeExpired(LATER)).isEqualTo(1);
    assertThat(tokens.removeExpired(LATER)).isZero();
    assertThat(tokens.exchange("z", "y", LATER.plusSeconds(9), LATER))
        .isEqualTo(new Exchange.Exchanged(ADA));
  }
}

package org.ledplatform.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.ledplatform.account.MemoryDataKeys;
import org.ledplatform.account.MemorySigningKeys;
import org.ledplatform.account.Role;
import org.ledplatform.account.Sealer;
import org.ledplatform.account.SigningKeys;
import org.ledplatform.account.TurnableClock;
import org.ledplatform.account.User;
import org.ledplatform.account.UserId;

class JwtAccessTokensTest {

  private final SecureRandom random = new SecureRandom();
  private final TurnableClock clock = new TurnableClock();
  private final Sealer sealer =
      new MasterKeySealer(MasterKey.generate(random), new MemoryDataKeys(), random);
  private final SigningKeys store = new MemorySigningKeys();
  private final JwtAccessTokens tokens =
      new JwtAccessTokens(TokenKeys.load(store, sealer, clock), clock);

  @Test
  void issuesWhatMicroProfileJwtWantsToSee() throws Exception {
    SignedJWT jwt = SignedJWT.parse(tokens.issue(user(Role.ADMIN)).value());

    var claims = jwt.getJWTClaimsSet();
    assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
    assertThat(claims.getIssuer()).isEqualTo("led-platform");
    assertThat(claims.getSubject()).isEqualTo("ada");
    assertThat(claims.getStringClaim("upn")).isEqualTo("ada");
    assertThat(claims.getStringListClaim("groups")).containsExactly("user", "admin");
    assertThat(claims.getIssueTime()).isEqualTo(Date.from(clock.instant()));
    assertThat(claims.getExpirationTime())
        .isEqualTo(Date.from(clock.instant().plus(JwtAccessTokens.LIFETIME)));
    assertThat(claims.getJWTID()).isNotBlank();
  }

  @Test
  void keepsPersonalDataOutOfTheToken() throws Exception {
    String payload = SignedJWT.parse(tokens.issue(user(Role.USER)).value()).getPayload().toString();

    assertThat(payload).doesNotContain("@").doesNotContain("Lovelace");
  }

  @Test
  void publishesTheKeyThatVerifiesAndNoPrivatePart() throws Exception {
    SignedJWT jwt = SignedJWT.parse(tokens.issue(user(Role.USER)).value());
    JWKSet published = JWKSet.parse(tokens.publicKeys());

    RSAKey key = published.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey();
    assertThat(jwt.verify(new RSASSAVerifier(key))).isTrue();
    assertThat(published.containsNonPublicKeys()).isFalse();
  }

  @Test
  void signsWithTheSameKeyAfterARestart() throws Exception {
    JwtAccessTokens restarted = new JwtAccessTokens(TokenKeys.load(store, sealer, clock), clock);
    SignedJWT jwt = SignedJWT.parse(restarted.issue(user(Role.USER)).value());

    assertThat(restarted.publicKeys()).isEqualTo(tokens.publicKeys());
    assertThat(JWKSet.parse(tokens.publicKeys()).getKeyByKeyId(jwt.getHeader().getKeyID()))
        .isNotNull();
  }

  private static User user(Role role) {
    return new User(new UserId("ada"), "ada@example.org", "Ada Lovelace", role, Instant.EPOCH);
  }
}

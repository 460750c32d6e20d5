package org.ledplatform.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.ledplatform.account.AccessTokens;
import org.ledplatform.account.Role;
import org.ledplatform.account.User;

/**
 * Access tokens as RS256 JWTs that MicroProfile JWT verifies. Claims: {@code iss sub exp iat jti},
 * {@code upn} (the user's id again, so that the principal's name is the id) and {@code groups}.
 * Safe for use by many threads.
 */
public final class JwtAccessTokens implements AccessTokens {

  /** Who issues; the same text stands in {@code mp.jwt.verify.issuer}. */
  public static final String ISSUER = "led-platform";

  /** Short, because a token cannot be called back. */
  static final Duration LIFETIME = Duration.ofMinutes(15);

  private final TokenKeys keys;
  private final Clock clock;

  public JwtAccessTokens(TokenKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public AccessToken issue(User user) {
    Instant now = clock.instant();
    RSAKey key = keys.signingKey();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .subject(user.id().value())
            .claim("upn", user.id().value())
            .claim("groups", groups(user.role()))
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFETIME)))
            .jwtID(UUID.randomUUID().toString())
            .build();
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .type(JOSEObjectType.JWT)
            .keyID(key.getKeyID())
            .build();
    try {
      SignedJWT token = new SignedJWT(header, claims);
      token.sign(new RSASSASigner(key));
      return new AccessToken(token.serialize(), LIFETIME);
    } catch (JOSEException e) {
      throw new IllegalStateException("The signing key does not sign", e);
    }
  }

  /** The public keys as a JWK set (RFC 7517): what a verifier needs. */
  public String publicKeys() {
    return new JWKSet(List.copyOf(keys.all())).toPublicJWKSet().toString();
  }

  /** The groups of a role: an administrator is a user too. */
  static List<String> groups(Role role) {
    return switch (role) {
      case USER -> List.of(Role.USER.text());
      case ADMIN -> List.of(Role.USER.text(), Role.ADMIN.text());
    };
  }
}

package org.ledplatform.api.auth;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.ledplatform.account.UserId;
import org.ledplatform.api.problem.ProblemException;

/** Who makes a request. */
public final class Caller {

  private Caller() {}

  /** The user, if the request carries a valid token: its {@code sub}. */
  public static Optional<UserId> find(SecurityContext security) {
    Principal principal = security.getUserPrincipal();
    return switch (principal) {
      case null -> Optional.empty();
      case JsonWebToken token -> Optional.ofNullable(token.getSubject()).map(UserId::new);
      default -> Optional.of(new UserId(principal.getName()));
    };
  }

  /**
   * The user.
   *
   * @throws ProblemException 401 when nobody is logged in
   */
  public static UserId of(SecurityContext security) {
    return find(security)
        .orElseThrow(() -> ProblemException.unauthorized("This needs a valid access token."));
  }

  /** When the token of this request expires, if it has one that says so. */
  public static Optional<Instant> until(SecurityContext security) {
    return security.getUserPrincipal() instanceof JsonWebToken token
            && token.getExpirationTime() > 0
        ? Optional.of(Instant.ofEpochSecond(token.getExpirationTime()))
        : Optional.empty();
  }
}

package org.ledplatform.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.credential.CallerOnlyCredential;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import java.util.Set;
import org.ledplatform.account.Accounts;
import org.ledplatform.account.PasswordCheck;
import org.ledplatform.account.User;
import org.ledplatform.account.UserId;

/**
 * The login of the pages: the HTTP session remembers the user's id. The session gets a new id at
 * login, so one that an attacker planted before is worthless.
 */
@ApplicationScoped
public class PageLogin {

  private static final String USER = PageLogin.class.getName() + ".user";

  private final Accounts accounts;

  /** For the container's proxy; never used by hand. */
  @SuppressWarnings("NullAway") // CDI's client proxy is a subclass whose own fields nobody reads
  protected PageLogin() {
    this.accounts = null;
  }

  @Inject
  public PageLogin(Accounts accounts) {
    this.accounts = accounts;
  }

  /**
   * Logs somebody in who shows a credential: address and password, or, from a page that has checked
   * these itself by {@link Accounts#check}, the user's id alone.
   */
  AuthenticationStatus begin(
      HttpServletRequest request, HttpMessageContext context, Credential credential) {
    Optional<User> user =
        switch (credential) {
          case CallerOnlyCredential checked -> accounts.find(new UserId(checked.getCaller()));
          case UsernamePasswordCredential pair -> check(pair);
          default -> Optional.empty();
        };
    if (user.isEmpty()) {
      return AuthenticationStatus.SEND_FAILURE;
    }
    request.getSession(true);
    request.changeSessionId();
    request.getSession().setAttribute(USER, user.get().id().value());
    return notify(context, user.get());
  }

  /** Recognises whoever logged in before. */
  AuthenticationStatus resume(HttpServletRequest request, HttpMessageContext context) {
    HttpSession session = request.getSession(false);
    if (session == null || !(session.getAttribute(USER) instanceof String id)) {
      return context.doNothing();
    }
    return accounts
        .find(new UserId(id))
        .map(user -> notify(context, user))
        .orElseGet(context::doNothing);
  }

  /** Ends the login with everything that the session holds. */
  void end(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
  }

  private Optional<User> check(UsernamePasswordCredential pair) {
    return accounts.check(pair.getCaller(), pair.getPasswordAsString())
            instanceof PasswordCheck.Right(User user)
        ? Optional.of(user)
        : Optional.empty();
  }

  private static AuthenticationStatus notify(HttpMessageContext context, User user) {
    return context.notifyContainerAboutLogin(
        user.id().value(), Set.copyOf(JwtAccessTokens.groups(user.role())));
  }
}

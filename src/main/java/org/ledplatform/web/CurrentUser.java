package org.ledplatform.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.security.enterprise.SecurityContext;
import java.security.Principal;
import java.util.Optional;
import org.ledplatform.account.Accounts;
import org.ledplatform.account.User;
import org.ledplatform.account.UserId;

/** Whoever is looking at the page. */
@Named("me")
@RequestScoped
public class CurrentUser {

  @Inject SecurityContext security;
  @Inject Accounts accounts;
  @Inject SandboxChat sandboxChat;

  /** Whether somebody is signed in. */
  public boolean isSignedIn() {
    return principal().isPresent();
  }

  /**
   * Their id, which every call to a feature names.
   *
   * @throws IllegalStateException when nobody is signed in; pages that need somebody are behind
   *     {@link SignedInFilter}
   */
  public UserId userId() {
    return principal()
        .map(p -> new UserId(p.getName()))
        .orElseThrow(() -> new IllegalStateException("Nobody is signed in"));
  }

  /** The same, as text: under it the pages' live news are sent. */
  public String getId() {
    return userId().value();
  }

  /** How the page greets them. */
  public String getName() {
    return accounts.find(userId()).map(User::displayName).orElse("");
  }

  /** Whether there is a sandbox to go to. */
  public boolean isSandbox() {
    return sandboxChat.enabled();
  }

  private Optional<Principal> principal() {
    return Optional.ofNullable(security.getCallerPrincipal());
  }
}

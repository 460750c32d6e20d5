package org.ledplatform.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.security.enterprise.credential.CallerOnlyCredential;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.ledplatform.account.UserId;

/** Begins and ends a person's web session, through Jakarta Security. */
@RequestScoped
public class Login {

  @Inject SecurityContext security;

  /**
   * Signs in a user whose password was found right.
   *
   * @throws IllegalStateException when the server does not let them in all the same
   */
  public void begin(UserId user) {
    ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
    AuthenticationStatus status =
        security.authenticate(
            (HttpServletRequest) external.getRequest(),
            (HttpServletResponse) external.getResponse(),
            AuthenticationParameters.withParams()
                .credential(new CallerOnlyCredential(user.value()))
                .newAuthentication(true));
    if (status != AuthenticationStatus.SUCCESS) {
      throw new IllegalStateException("The server refused a login that was right: " + status);
    }
  }

  /** Signs out whoever is signed in; everything their web session held is gone. */
  public void end() {
    ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
    try {
      ((HttpServletRequest) external.getRequest()).logout();
    } catch (ServletException e) {
      throw new IllegalStateException("The server could not end the login", e);
    }
  }
}

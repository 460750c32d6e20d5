package org.ledplatform.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.ledplatform.account.Accounts;
import org.ledplatform.account.BusyException;
import org.ledplatform.account.FieldProblem;
import org.ledplatform.account.Registration;

/** Making an account. */
@Named
@RequestScoped
public class RegisterPage {

  @Inject Accounts accounts;
  @Inject Login login;
  @Inject PageContext page;

  private String displayName = "";
  private String email = "";
  private String password = "";

  /** Makes the account and signs its owner in, or says what is wrong with which field. */
  public void register() {
    try {
      tryToRegister();
    } catch (BusyException _) {
      page.failed("signIn.busy");
    }
  }

  private void tryToRegister() {
    switch (accounts.register(email, password, displayName)) {
      case Registration.Registered(var session) -> {
        login.begin(session.user().id());
        page.go(SignInPage.HOME);
      }
      case Registration.EmailTaken() -> page.wrong("register:email", "register.emailTaken");
      case Registration.Invalid(var problems) ->
          problems.stream()
              .map(FieldProblem::field)
              .forEach(field -> page.wrong("register:" + field, "register.invalid." + field));
    }
  }

  public String getDisplayName() {
    return displayName;
  }

  public void setDisplayName(String displayName) {
    this.displayName = displayName;
  }

  public String getEmail() {
    return email;
  }

  public void setEmail(String email) {
    this.email = email;
  }

  public String getPassword() {
    return password;
  }

  public void setPassword(String password) {
    this.password = password;
  }
}

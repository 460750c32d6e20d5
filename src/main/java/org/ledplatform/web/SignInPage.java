package org.ledplatform.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import org.ledplatform.account.Accounts;
import org.ledplatform.account.BusyException;
import org.ledplatform.account.PasswordCheck;

/** Signing in and out. A wrong pair tells nobody whether the address is known. */
@Named
@RequestScoped
public class SignInPage {

  static final String HOME = "/bots";

  @Inject Accounts accounts;
  @Inject CurrentUser me;
  @Inject Login login;
  @Inject PageContext page;

  private String email = "";
  private String password = "";

  /** Spares whoever is signed in this page. */
  public void skipWhenSignedIn() {
    if (me.isSignedIn()) {
      page.go(target(getTo()));
    }
  }

  /** Checks the pair; lets them in or says that it is wrong. */
  public void signIn() {
    try {
      tryToSignIn();
    } catch (BusyException _) {
      page.failed("signIn.busy");
    }
  }

  private void tryToSignIn() {
    switch (accounts.check(email, password)) {
      case PasswordCheck.Right(var user) -> {
        login.begin(user.id());
        page.go(target(getTo()));
      }
      case PasswordCheck.Wrong() -> page.failed("signIn.wrong");
      case PasswordCheck.Locked(Duration wait) ->
          page.failed("signIn.locked", Math.max(1, wait.plusSeconds(59).toMinutes()));
    }
  }

  /** Ends the login. */
  public void signOut() {
    login.end();
    page.go("/signin");
  }

  /** Where they wanted to go before they were asked who they are. */
  public String getTo() {
    return page.param("to");
  }

  /** Only an address of our own: anything else would make this page a way to other sites. */
  static String target(String wanted) {
    boolean ours =
        wanted.startsWith("/")
            && !wanted.startsWith("//")
            && wanted.chars().noneMatch(c -> c == '\\' || Character.isISOControl(c));
    return ours ? wanted : HOME;
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

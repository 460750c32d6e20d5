package org.ledplatform.api.auth;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.ledplatform.account.Accounts;
import org.ledplatform.account.FieldProblem;
import org.ledplatform.account.LoginOutcome;
import org.ledplatform.account.Registration;
import org.ledplatform.api.auth.AuthBodies.Login;
import org.ledplatform.api.auth.AuthBodies.Refresh;
import org.ledplatform.api.auth.AuthBodies.Register;
import org.ledplatform.api.auth.AuthBodies.SessionJson;
import org.ledplatform.api.json.Fields;
import org.ledplatform.api.problem.ProblemException;

/** Registering, logging in, staying logged in and logging out. Needs no token. */
@Path("auth")
@PermitAll
@Dependent
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class AuthResource {

  private final Accounts accounts;

  @Inject
  public AuthResource(Accounts accounts) {
    this.accounts = accounts;
  }

  /** Makes an account and logs its owner in. */
  @POST
  @Path("register")
  @Operation(summary = "Make an account and log in")
  public Response register(@Nullable Register body) {
    Register input = Fields.body(body);
    Fields fields = new Fields();
    String email = fields.required("email", input.email());
    String password = fields.required("password", input.password());
    String displayName = fields.required("displayName", input.displayName());
    fields.check();
    return switch (accounts.register(email, password, displayName)) {
      case Registration.Registered(var session) ->
          Response.status(Response.Status.CREATED).entity(SessionJson.of(session)).build();
      case Registration.EmailTaken() ->
          throw ProblemException.conflict(
              "There is an account with this address already.",
              List.of(new FieldProblem("email", "is taken")));
      case Registration.Invalid(var problems) -> throw ProblemException.invalid(problems);
    };
  }

  /** Exchanges an address and a password for tokens. */
  @POST
  @Path("login")
  @Operation(summary = "Log in with address and password")
  public SessionJson login(@Nullable Login body) {
    Login input = Fields.body(body);
    Fields fields = new Fields();
    String email = fields.required("email", input.email());
    String password = fields.required("password", input.password());
    fields.check();
    return switch (accounts.login(email, password)) {
      case LoginOutcome.LoggedIn(var session) -> SessionJson.of(session);
      case LoginOutcome.WrongPair() ->
          throw ProblemException.unauthorized("The address and the password do not fit.");
      case LoginOutcome.LockedOut(var retryAfter) ->
          throw ProblemException.tooMany(
              "Too many attempts failed. Wait before the next one.", retryAfter);
    };
  }

  /** Exchanges a refresh token for new tokens; the old one is spent. */
  @POST
  @Path("refresh")
  @Operation(summary = "Exchange a refresh token for new tokens")
  public SessionJson refresh(@Nullable Refresh body) {
    return accounts
        .refresh(token(body))
        .map(SessionJson::of)
        .orElseThrow(
            () -> ProblemException.unauthorized("This refresh token is not valid any more."));
  }

  /** Ends the login that a refresh token belongs to. */
  @POST
  @Path("logout")
  @Operation(summary = "End a login")
  public void logout(@Nullable Refresh body) {
    accounts.logout(token(body));
  }

  private static String token(@Nullable Refresh body) {
    Fields fields = new Fields();
    String token = fields.required("refreshToken", Fields.body(body).refreshToken());
    fields.check();
    return token;
  }
}

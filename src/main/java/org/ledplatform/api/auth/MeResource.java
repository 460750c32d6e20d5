package org.ledplatform.api.auth;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.ledplatform.account.Accounts;
import org.ledplatform.api.auth.AuthBodies.UserJson;
import org.ledplatform.api.problem.ProblemException;

/** The caller's own account. */
@Path("me")
@RolesAllowed("**")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class MeResource {

  private final Accounts accounts;

  @Inject
  public MeResource(Accounts accounts) {
    this.accounts = accounts;
  }

  /** The caller's profile. A token may outlive its account; then it is worth nothing. */
  @GET
  @Operation(summary = "Who am I")
  public UserJson me(@Context SecurityContext security) {
    return accounts
        .find(Caller.of(security))
        .map(UserJson::of)
        .orElseThrow(() -> ProblemException.unauthorized("This account does not exist any more."));
  }
}

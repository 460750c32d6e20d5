package org.ledplatform.api.sandbox;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.jspecify.annotations.Nullable;
import org.ledplatform.api.auth.Caller;
import org.ledplatform.sandbox.control.FaultControl;

/** What goes wrong in the caller's sandbox. The shape of a plan is in {@code sandbox.md}. */
@Path("sandbox/faults")
@RolesAllowed("**")
@SecurityRequirement(name = "bearer")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class SandboxFaultsResource {

  private final SandboxSwitch sandbox;

  @Inject
  public SandboxFaultsResource(SandboxSwitch sandbox) {
    this.sandbox = sandbox;
  }

  /** The faults that are in force, and which of them happened. */
  @GET
  @Operation(summary = "List the faults in force")
  public String faults(@Context SecurityContext security) {
    return control().faults(tenant(security));
  }

  /** Puts faults in force instead of those before. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Put faults in force")
  public String put(@Nullable String body, @Context SecurityContext security) {
    return control().put(tenant(security), body == null ? "" : body);
  }

  /** Ends all faults. */
  @DELETE
  @Operation(summary = "End all faults")
  public void clear(@Context SecurityContext security) {
    control().clear(tenant(security));
  }

  private FaultControl control() {
    return sandbox.control().faults();
  }

  private static String tenant(SecurityContext security) {
    return Caller.of(security).value();
  }
}

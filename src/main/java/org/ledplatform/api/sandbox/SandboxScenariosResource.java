package org.ledplatform.api.sandbox;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.jspecify.annotations.Nullable;
import org.ledplatform.api.auth.Caller;
import org.ledplatform.sandbox.control.ScenarioControl;

/** What the caller's virtual people do by themselves. The shape is in {@code sandbox.md}. */
@Path("sandbox/scenarios")
@RolesAllowed("**")
@SecurityRequirement(name = "bearer")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class SandboxScenariosResource {

  private final SandboxSwitch sandbox;

  @Inject
  public SandboxScenariosResource(SandboxSwitch sandbox) {
    this.sandbox = sandbox;
  }

  /** How far the caller's scenarios are. */
  @GET
  @Operation(summary = "List scenarios")
  public String scenarios(@Context SecurityContext security) {
    return control().scenarios(tenant(security));
  }

  /** Begins a scenario; one of the same name ends. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Begin a scenario")
  public Response begin(@Nullable String body, @Context SecurityContext security) {
    return Response.status(Response.Status.CREATED)
        .entity(control().begin(tenant(security), body == null ? "" : body))
        .build();
  }

  /** Ends a scenario. */
  @DELETE
  @Path("{name}")
  @Operation(summary = "End a scenario")
  public void end(@PathParam("name") String name, @Context SecurityContext security) {
    control().end(tenant(security), name);
  }

  private ScenarioControl control() {
    return sandbox.control().scenarios();
  }

  private static String tenant(SecurityContext security) {
    return Caller.of(security).value();
  }
}

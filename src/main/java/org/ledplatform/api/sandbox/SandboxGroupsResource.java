package org.ledplatform.api.sandbox;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
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
import org.ledplatform.sandbox.control.GroupControl;

/** The groups of the caller's virtual people. The shape is in {@code sandbox.md}. */
@Path("sandbox/groups")
@RolesAllowed("**")
@SecurityRequirement(name = "bearer")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class SandboxGroupsResource {

  private final SandboxSwitch sandbox;

  @Inject
  public SandboxGroupsResource(SandboxSwitch sandbox) {
    this.sandbox = sandbox;
  }

  /** The caller's groups, all on one page: the network bounds how many there are. */
  @GET
  @Operation(summary = "List groups of virtual people")
  public String groups(@Context SecurityContext security) {
    return control().groups(tenant(security));
  }

  /** A virtual person makes a group. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Make a group as a virtual person")
  public Response create(@Nullable String body, @Context SecurityContext security) {
    return Response.status(Response.Status.CREATED)
        .entity(control().create(tenant(security), body == null ? "" : body))
        .build();
  }

  /** A virtual person changes who is in a group, what it is called or what it allows. */
  @POST
  @Path("{groupId}/participants")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Change a group as a virtual person")
  public String change(
      @PathParam("groupId") String groupId,
      @Nullable String body,
      @Context SecurityContext security) {
    return control().change(tenant(security), groupId, body == null ? "" : body);
  }

  private GroupControl control() {
    return sandbox.control().groups();
  }

  private static String tenant(SecurityContext security) {
    return Caller.of(security).value();
  }
}

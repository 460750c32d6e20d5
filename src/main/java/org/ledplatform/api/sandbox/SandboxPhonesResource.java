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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.jspecify.annotations.Nullable;
import org.ledplatform.api.auth.Caller;
import org.ledplatform.api.json.Fields;
import org.ledplatform.api.json.Instants;
import org.ledplatform.api.json.ListJson;
import org.ledplatform.api.limits.Idempotent;
import org.ledplatform.api.limits.TakesFiles;
import org.ledplatform.api.sandbox.SandboxBodies.CodeBody;
import org.ledplatform.api.sandbox.SandboxBodies.PhoneBody;
import org.ledplatform.api.sandbox.SandboxBodies.PlayBody;
import org.ledplatform.api.sandbox.SandboxBodies.ReadBody;
import org.ledplatform.api.sandbox.SandboxBodies.ScanBody;
import org.ledplatform.api.sandbox.SandboxBodies.SendBody;
import org.ledplatform.api.sandbox.SandboxBodies.Shown;
import org.ledplatform.sandbox.control.OpenedFile;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SandboxControl;

/** The caller's virtual people: their phones, what they scan, write and read. */
@Path("sandbox/phones")
@RolesAllowed("**")
@SecurityRequirement(name = "bearer")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class SandboxPhonesResource {

  private final SandboxSwitch sandbox;

  @Inject
  public SandboxPhonesResource(SandboxSwitch sandbox) {
    this.sandbox = sandbox;
  }

  /** The caller's phones, all on one page: the network bounds how many there are. */
  @GET
  @Operation(summary = "List virtual phones")
  public ListJson<Phone> list(@Context SecurityContext security) {
    return new ListJson<>(control().phones(tenant(security)), null);
  }

  /** Adds a virtual person with a phone. */
  @POST
  @Idempotent
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Add a virtual phone")
  public Response add(
      @Nullable PhoneBody body, @Context SecurityContext security, @Context UriInfo uri) {
    SandboxControl control = control();
    Phone phone = control.addPhone(tenant(security), Fields.body(body).toNewPhone());
    return Response.created(uri.getAbsolutePathBuilder().path(phone.id()).build())
        .entity(phone)
        .build();
  }

  /** Removes a phone with everything it has. */
  @DELETE
  @Path("{phoneId}")
  @Operation(summary = "Remove a virtual phone")
  public void remove(@PathParam("phoneId") String id, @Context SecurityContext security) {
    control().removePhone(tenant(security), id);
  }

  /** This person's phone scans a QR. */
  @POST
  @Path("{phoneId}/scan")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Scan a QR with a virtual phone")
  public void scan(
      @PathParam("phoneId") String id, @Nullable ScanBody body, @Context SecurityContext security) {
    control().scan(tenant(security), id, Fields.body(body).text());
  }

  /** This person types a pairing code. */
  @POST
  @Path("{phoneId}/enter-code")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Enter a pairing code on a virtual phone")
  public void enterCode(
      @PathParam("phoneId") String id, @Nullable CodeBody body, @Context SecurityContext security) {
    control().enterCode(tenant(security), id, Fields.body(body).text());
  }

  /** This person writes something. */
  @POST
  @Path("{phoneId}/messages")
  @Idempotent
  @TakesFiles
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Write a message on a virtual phone")
  public Response send(
      @PathParam("phoneId") String id, @Nullable SendBody body, @Context SecurityContext security) {
    SandboxControl control = control();
    return Response.status(Response.Status.CREATED)
        .entity(control.send(tenant(security), id, Fields.body(body).toRequest()))
        .build();
  }

  /** This person reads everything in a chat. */
  @POST
  @Path("{phoneId}/read")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Read a chat on a virtual phone")
  public void read(
      @PathParam("phoneId") String id, @Nullable ReadBody body, @Context SecurityContext security) {
    control().read(tenant(security), id, Fields.body(body).where());
  }

  /** This person listens to a voice note. */
  @POST
  @Path("{phoneId}/play")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Listen to a voice note on a virtual phone")
  public void play(
      @PathParam("phoneId") String id, @Nullable PlayBody body, @Context SecurityContext security) {
    control().play(tenant(security), id, Fields.body(body).which());
  }

  /** What this person's phone shows, oldest first. */
  @GET
  @Path("{phoneId}/messages")
  @Operation(summary = "Read what a virtual phone shows")
  public Shown messages(
      @PathParam("phoneId") String id,
      @QueryParam("chat") @Nullable String chat,
      @QueryParam("since") @Nullable String since,
      @Context SecurityContext security) {
    SandboxControl control = control();
    return Shown.of(
        control.messages(
            tenant(security),
            id,
            Optional.ofNullable(chat).filter(text -> !text.isEmpty()),
            Instants.parse("since", since)));
  }

  /** The file of a message. No browser may take somebody's bytes for a page of ours. */
  @GET
  @Path("{phoneId}/messages/{messageId}/media")
  @Produces(MediaType.WILDCARD)
  @Operation(summary = "Open the file of a message on a virtual phone")
  public Response file(
      @PathParam("phoneId") String id,
      @PathParam("messageId") String messageId,
      @Context SecurityContext security) {
    OpenedFile file = control().file(tenant(security), id, messageId);
    return Response.ok(file.bytes(), file.mimeType())
        .header("Content-Disposition", file.disposition())
        .build();
  }

  private SandboxControl control() {
    return sandbox.control();
  }

  private static String tenant(SecurityContext security) {
    return Caller.of(security).value();
  }
}

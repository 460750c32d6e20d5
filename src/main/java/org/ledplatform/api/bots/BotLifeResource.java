package org.ledplatform.api.bots;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.Variant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.ledplatform.account.UserId;
import org.ledplatform.api.auth.Caller;
import org.ledplatform.api.problem.ProblemException;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.BotId;
import org.ledplatform.bot.BotManager;
import org.ledplatform.bot.Qr;

/** A bot's life: start, stop, restart, redeploy, and the QR that pairs it. */
@Path("bots/{botId}")
@RolesAllowed("**")
@SecurityRequirement(name = "bearer")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class BotLifeResource {

  private static final String SVG = "image/svg+xml";
  private static final String PNG = "image/png";
  private static final List<Variant> AS_TEXT_OR_PICTURE =
      Variant.mediaTypes(
              MediaType.APPLICATION_JSON_TYPE, MediaType.valueOf(PNG), MediaType.valueOf(SVG))
          .build();

  private final BotManager manager;

  @Inject
  public BotLifeResource(BotManager manager) {
    this.manager = manager;
  }

  /** Starts the bot; nothing happens to one that runs. */
  @POST
  @Path("start")
  @Operation(summary = "Start a bot")
  public Response start(@PathParam("botId") String id, @Context SecurityContext security) {
    return accepted(manager.start(Caller.of(security), new BotId(id)));
  }

  /** Stops the bot; nothing happens to one that is stopped. */
  @POST
  @Path("stop")
  @Operation(summary = "Stop a bot")
  public Response stop(@PathParam("botId") String id, @Context SecurityContext security) {
    return accepted(manager.stop(Caller.of(security), new BotId(id)));
  }

  /** Stops the bot and starts it again with the same device. */
  @POST
  @Path("restart")
  @Operation(summary = "Restart a bot")
  public Response restart(@PathParam("botId") String id, @Context SecurityContext security) {
    return accepted(manager.restart(Caller.of(security), new BotId(id)));
  }

  /** Logs the bot's device out, forgets it and starts again, waiting to be paired. */
  @POST
  @Path("redeploy")
  @Operation(summary = "Forget the bot's device and pair again")
  public Response redeploy(@PathParam("botId") String id, @Context SecurityContext security) {
    return accepted(manager.redeploy(Caller.of(security), new BotId(id)));
  }

  /** The QR that may be scanned now: as text, as PNG or as SVG, whatever the caller prefers. */
  @GET
  @Path("qr")
  @Produces({MediaType.APPLICATION_JSON, PNG, SVG})
  @Operation(summary = "The QR that pairs a bot: text, PNG or SVG by Accept")
  @APIResponse(
      responseCode = "200",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = QrJson.class)),
        @Content(mediaType = PNG),
        @Content(mediaType = SVG)
      })
  public Response qr(
      @PathParam("botId") String id, @Context Request request, @Context SecurityContext security) {
    Qr qr = current(id, security);
    Variant wanted = request.selectVariant(AS_TEXT_OR_PICTURE);
    String type = wanted == null ? MediaType.APPLICATION_JSON : wanted.getMediaType().toString();
    Object body =
        switch (type) {
          case PNG -> QrPicture.png(qr.text());
          case SVG -> QrPicture.svg(qr.text());
          default -> QrJson.of(qr);
        };
    return Response.ok(body, type).build();
  }

  private Qr current(String id, SecurityContext security) {
    UserId caller = Caller.of(security);
    BotId bot = new BotId(id);
    BotsResource.mustExist(manager, caller, bot);
    return manager
        .qr(caller, bot)
        .orElseThrow(() -> ProblemException.notFound("There is no QR to scan at the moment."));
  }

  private static Response accepted(Optional<Bot> bot) {
    return Response.accepted(BotJson.of(bot.orElseThrow(BotsResource::noSuchBot))).build();
  }
}

package org.ledplatform.api.bots;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.jspecify.annotations.Nullable;
import org.ledplatform.api.auth.Caller;
import org.ledplatform.api.json.Fields;
import org.ledplatform.api.problem.ProblemException;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.BotId;
import org.ledplatform.bot.BotManager;

/** One of the caller's bots: show, change, remove. */
@Path("bots/{botId}")
@RolesAllowed("**")
@SecurityRequirement(name = "bearer")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class BotResource {

  private final BotManager manager;

  @Inject
  public BotResource(BotManager manager) {
    this.manager = manager;
  }

  /** One bot. */
  @GET
  @Operation(summary = "Show a bot")
  public BotJson show(@PathParam("botId") String id, @Context SecurityContext security) {
    return manager
        .find(Caller.of(security), new BotId(id))
        .map(BotJson::of)
        .orElseThrow(BotsResource::noSuchBot);
  }

  /** Changes what the body names; the rest stays. */
  @PATCH
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Change a bot")
  public BotJson change(
      @PathParam("botId") String id,
      BotBodies.@Nullable Change body,
      @Context SecurityContext security) {
    var outcome = manager.change(Caller.of(security), new BotId(id), Fields.body(body).toPatch());
    return switch (outcome) {
      case BotManager.Change.Changed(Bot bot) -> BotJson.of(bot);
      case BotManager.Change.Invalid(var problems) -> throw ProblemException.invalid(problems);
      case BotManager.Change.NoSuchBot() -> throw BotsResource.noSuchBot();
    };
  }

  /** Stops the bot, unlinks its device and erases its data. */
  @DELETE
  @Operation(summary = "Remove a bot with all its data")
  public void remove(@PathParam("botId") String id, @Context SecurityContext security) {
    if (!manager.remove(Caller.of(security), new BotId(id))) {
      throw BotsResource.noSuchBot();
    }
  }
}

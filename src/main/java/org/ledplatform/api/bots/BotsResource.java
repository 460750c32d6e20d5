package org.ledplatform.api.bots;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.jspecify.annotations.Nullable;
import org.ledplatform.account.UserId;
import org.ledplatform.api.auth.Caller;
import org.ledplatform.api.json.Fields;
import org.ledplatform.api.json.ListJson;
import org.ledplatform.api.json.PageParameters;
import org.ledplatform.api.limits.Idempotent;
import org.ledplatform.api.problem.ProblemException;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.BotId;
import org.ledplatform.bot.BotManager;
import org.ledplatform.bot.BotState;

/** The caller's bots: list and create. */
@Path("bots")
@RolesAllowed("**")
@SecurityRequirement(name = "bearer")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class BotsResource {

  private final BotManager manager;

  @Inject
  public BotsResource(BotManager manager) {
    this.manager = manager;
  }

  /** The caller's bots, newest first. */
  @GET
  @Operation(summary = "List bots")
  public ListJson<BotJson> list(
      @QueryParam("status") @Nullable String status,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor,
      @Context SecurityContext security) {
    return ListJson.of(
        manager.list(Caller.of(security), state(status), PageParameters.of(limit, cursor)),
        BotJson::of);
  }

  /** Creates a bot; it is stopped. */
  @POST
  @Idempotent
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Create a bot")
  public Response create(
      BotBodies.@Nullable Create body, @Context SecurityContext security, @Context UriInfo uri) {
    var outcome = manager.create(Caller.of(security), Fields.body(body).toNewBot());
    return switch (outcome) {
      case BotManager.Creation.Created(Bot bot) -> {
        URI location = uri.getAbsolutePathBuilder().path(bot.id().value()).build();
        yield Response.created(location).entity(BotJson.of(bot)).build();
      }
      case BotManager.Creation.Invalid(var problems) -> throw ProblemException.invalid(problems);
      case BotManager.Creation.TooMany(int most) ->
          throw ProblemException.conflict(
              "This account has as many bots as it may: " + most + ".", List.of());
    };
  }

  /**
   * Ends the request unless the caller has this bot.
   *
   * @throws ProblemException 404
   */
  static void mustExist(BotManager manager, UserId caller, BotId bot) {
    if (manager.find(caller, bot).isEmpty()) {
      throw noSuchBot();
    }
  }

  /** What is said about a bot that the caller does not have, whoever else may have it. */
  static ProblemException noSuchBot() {
    return ProblemException.notFound("There is no such bot.");
  }

  private static Optional<BotState> state(@Nullable String status) {
    if (status == null || status.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Arrays.stream(BotState.values())
            .filter(state -> state.text().equals(status))
            .findFirst()
            .orElseThrow(() -> ProblemException.invalid("status", "is not the status of a bot")));
  }
}

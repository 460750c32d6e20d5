package org.ledplatform.api.bots;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.jspecify.annotations.Nullable;
import org.ledplatform.account.UserId;
import org.ledplatform.api.auth.Caller;
import org.ledplatform.api.json.Instants;
import org.ledplatform.api.json.ListJson;
import org.ledplatform.api.json.PageParameters;
import org.ledplatform.api.problem.ProblemException;
import org.ledplatform.bot.BotId;
import org.ledplatform.bot.BotManager;
import org.ledplatform.journal.BotLog;
import org.ledplatform.journal.LogType;

/** A bot's log. */
@Path("bots/{botId}/logs")
@RolesAllowed("**")
@SecurityRequirement(name = "bearer")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class BotLogResource {

  private final BotManager manager;
  private final BotLog log;

  @Inject
  public BotLogResource(BotManager manager, BotLog log) {
    this.manager = manager;
    this.log = log;
  }

  /** Lines of the log, newest first. */
  @GET
  @Operation(summary = "Read a bot's log")
  public ListJson<LogJson> list(
      @PathParam("botId") String id,
      @QueryParam("type") @Nullable String type,
      @QueryParam("since") @Nullable String since,
      @QueryParam("until") @Nullable String until,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor,
      @Context SecurityContext security) {
    UserId caller = Caller.of(security);
    BotId bot = new BotId(id);
    BotsResource.mustExist(manager, caller, bot);
    BotLog.Filter filter =
        new BotLog.Filter(
            type(type), Instants.parse("since", since), Instants.parse("until", until));
    return ListJson.of(
        log.list(caller, bot, filter, PageParameters.of(limit, cursor)), LogJson::of);
  }

  private static Optional<LogType> type(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        LogType.named(text)
            .orElseThrow(
                () ->
                    ProblemException.invalid(
                        "type", "must be info, error, command or connection")));
  }
}

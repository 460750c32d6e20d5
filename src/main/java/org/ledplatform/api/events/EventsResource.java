package org.ledplatform.api.events;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.jspecify.annotations.Nullable;
import org.ledplatform.account.UserId;
import org.ledplatform.api.auth.Caller;
import org.ledplatform.api.problem.ProblemException;
import org.ledplatform.bot.BotId;
import org.ledplatform.bot.BotManager;

/** What happens to the caller's bots, as it happens. */
@Path("events")
@RolesAllowed("**")
@SecurityRequirement(name = "bearer")
@Dependent
public class EventsResource {

  private final EventStreams streams;
  private final BotManager manager;

  @Inject
  public EventsResource(EventStreams streams, BotManager manager) {
    this.streams = streams;
    this.manager = manager;
  }

  /**
   * Events of all the caller's bots, or of one. With {@code Last-Event-ID} first those that were
   * missed, as far as they are still kept. The stream ends with the token.
   */
  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(summary = "Listen to bot.status, bot.qr and bot.log")
  public void listen(
      @QueryParam("bot") @Nullable String bot,
      @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) @Nullable String lastId,
      @Context SecurityContext security,
      @Context SseEventSink sink,
      @Context Sse sse) {
    UserId caller = Caller.of(security);
    Optional<BotId> only = Optional.ofNullable(bot).filter(id -> !id.isEmpty()).map(BotId::new);
    if (only.isPresent() && manager.find(caller, only.get()).isEmpty()) {
      throw ProblemException.notFound("There is no such bot.");
    }
    Listening listening = new Listening(caller, only, Caller.until(security), sink, sse);
    if (!streams.open(listening, lastId)) {
      throw ProblemException.tooMany(
          "This account has too many event streams open.", Duration.ofSeconds(15));
    }
  }
}

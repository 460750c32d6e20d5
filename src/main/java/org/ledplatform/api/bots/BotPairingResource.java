package org.ledplatform.api.bots;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.jspecify.annotations.Nullable;
import org.ledplatform.api.auth.Caller;
import org.ledplatform.api.json.Fields;
import org.ledplatform.api.problem.ProblemException;
import org.ledplatform.bot.BotId;
import org.ledplatform.bot.BotManager;
import org.ledplatform.bot.CodeAnswer;
import org.ledplatform.bot.PairingCode;

/** Pairing a bot by a code that somebody types into the phone, instead of by its QR. */
@Path("bots/{botId}/pairing-code")
@RolesAllowed("**")
@SecurityRequirement(name = "bearer")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class BotPairingResource {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LATER = Duration.ofMinutes(5);

  private final BotManager manager;

  @Inject
  public BotPairingResource(BotManager manager) {
    this.manager = manager;
  }

  /** Asks the network for a new code; the one before is worth nothing then. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "A code that pairs a bot, to type into the phone of that number")
  public PairingCodeJson ask(
      @PathParam("botId") String id,
      BotBodies.@Nullable CodeWish body,
      @Context SecurityContext security) {
    String number = Fields.body(body).checkedNumber();
    var answer = manager.pairing().askForCode(Caller.of(security), new BotId(id), number, PATIENCE);
    return switch (answer) {
      case CodeAnswer.Offered(PairingCode code) -> PairingCodeJson.of(code);
      case CodeAnswer.BadNumber(String why) -> throw ProblemException.invalid("phoneNumber", why);
      case CodeAnswer.NoSuchBot() -> throw BotsResource.noSuchBot();
      case CodeAnswer.NotWaiting() ->
          throw ProblemException.conflict("The bot is not waiting to be paired.", List.of());
      case CodeAnswer.TooMany() ->
          throw ProblemException.tooMany("The network wants fewer requests for codes.", LATER);
      case CodeAnswer.Refused(String why) ->
          throw ProblemException.busy("There is no code: " + why + ".");
    };
  }
}

package org.ledplatform.api.limits;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.ledplatform.api.auth.Caller;
import org.ledplatform.api.limits.FileTurns.Wish;
import org.ledplatform.api.problem.ProblemException;

/**
 * Gives bodies that are longer than an ordinary one a turn before anything of them is read. {@link
 * FileTurnEnd} ends it with the request, whatever became of it.
 */
@Provider
@TakesFiles
@Dependent
@Priority(Priorities.AUTHORIZATION + 200)
public class FileTurnFilter implements ContainerRequestFilter {

  static final String TURN = FileTurnFilter.class.getName();

  /** Shorter ones need no turn: they are as long as those of every other path may be. */
  private static final long ORDINARY = 64 * 1024;

  private final FileTurns turns;
  private final HttpServletRequest servlet;

  @Inject
  public FileTurnFilter(FileTurns turns, HttpServletRequest servlet) {
    this.turns = turns;
    this.servlet = servlet;
  }

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    if (isOrdinary(request.getHeaderString(HttpHeaders.CONTENT_LENGTH))) {
      return;
    }
    switch (turns.take(Caller.of(request.getSecurityContext()))) {
      case Wish.Granted(FileTurns.Turn turn) -> servlet.setAttribute(TURN, turn);
      case Wish.TooManyOfYours(int most) ->
          refuse(
              request,
              ProblemException.tooMany(
                  "An account sends " + most + " files at a time.", Duration.ofSeconds(1)));
      case Wish.AllTaken() ->
          refuse(request, ProblemException.busy("Others are sending files right now."));
    }
  }

  /** Closing the body takes what still comes of it, and keeps nothing: else nobody would look. */
  private static void refuse(ContainerRequestContext request, ProblemException why)
      throws IOException {
    request.getEntityStream().close();
    throw why;
  }

  private static boolean isOrdinary(@Nullable String length) {
    try {
      return length != null && Long.parseLong(length.strip()) <= ORDINARY;
    } catch (NumberFormatException _) {
      return false;
    }
  }
}

package org.ledplatform.api.limits;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;
import java.util.Optional;
import org.ledplatform.account.RequestLimits;
import org.ledplatform.account.RequestLimits.Budget;
import org.ledplatform.account.RequestLimits.Verdict;
import org.ledplatform.account.UserId;
import org.ledplatform.api.auth.Caller;
import org.ledplatform.api.problem.ProblemException;

/**
 * Counts the requests of logged-in users and tells them what they have left, in the fields of
 * draft-ietf-httpapi-ratelimit-headers. The sandbox and the event stream are not counted.
 */
@Provider
@Dependent
@Priority(Priorities.AUTHORIZATION + 100)
public class RateLimitFilter implements ContainerRequestFilter, ContainerResponseFilter {

  private static final String BUDGET = RateLimitFilter.class.getName();

  private final RequestLimits limits;

  @Inject
  public RateLimitFilter(RequestLimits limits) {
    this.limits = limits;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Optional<UserId> caller = Caller.find(request.getSecurityContext());
    if (caller.isEmpty() || isFree(request.getUriInfo().getPath())) {
      return;
    }
    switch (limits.take(caller.get())) {
      case Verdict.Unlimited() -> {}
      case Verdict.Allowed(Budget budget) -> request.setProperty(BUDGET, budget);
      case Verdict.Refused(Budget budget, Duration retryAfter) -> {
        request.setProperty(BUDGET, budget);
        throw ProblemException.tooMany(
            "More than "
                + budget.limit()
                + " requests in "
                + budget.window().toSeconds()
                + " seconds.",
            retryAfter);
      }
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(BUDGET) instanceof Budget budget) {
      response
          .getHeaders()
          .putSingle(
              "RateLimit-Policy",
              "\"user\";q=" + budget.limit() + ";w=" + budget.window().toSeconds());
      response
          .getHeaders()
          .putSingle(
              "RateLimit", "\"user\";r=" + budget.remaining() + ";t=" + seconds(budget.reset()));
    }
  }

  private static long seconds(Duration duration) {
    return duration.plusMillis(999).toSeconds();
  }

  private static boolean isFree(String path) {
    String relative = path.startsWith("/") ? path.substring(1) : path;
    return relative.startsWith("sandbox/") || relative.equals("events");
  }
}

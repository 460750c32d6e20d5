package org.ledplatform.api.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ledplatform.account.BusyException;
import org.ledplatform.account.FieldProblem;
import org.ledplatform.listing.MalformedCursorException;

/**
 * Turns everything that goes wrong in the API into a problem. One of the places listed in errors.md
 * that catch broadly: what nobody foresaw is logged with a number, and the caller is told only the
 * number.
 */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

  /** What a 401 asks for. */
  public static final String CHALLENGE = "Bearer realm=\"led-platform\"";

  private static final Logger LOG = System.getLogger(ProblemMapper.class.getName());

  @Context @Nullable UriInfo uri;

  @Override
  public Response toResponse(Throwable thrown) {
    return switch (thrown) {
      case ProblemException problem -> answer(problem, uri);
      case MalformedCursorException malformed ->
          answer(ProblemException.invalid("cursor", String.valueOf(malformed.getMessage())), uri);
      case BusyException busy ->
          answer(ProblemException.busy(String.valueOf(busy.getMessage())), uri);
      case WebApplicationException web -> ofContainer(web.getResponse());
      default -> unforeseen(thrown);
    };
  }

  /** The answer to a request that ended with this problem. */
  public static Response answer(ProblemException problem, @Nullable UriInfo uri) {
    Response.ResponseBuilder answer =
        answer(problem.status(), String.valueOf(problem.getMessage()), problem.errors(), uri);
    problem.headers().forEach(answer::header);
    return answer.build();
  }

  private Response ofContainer(Response original) {
    int status = original.getStatus();
    if (status < 400) {
      return original;
    }
    Response.ResponseBuilder answer = answer(status, ProblemWords.detail(status), List.of(), uri);
    String allow = original.getHeaderString(HttpHeaders.ALLOW);
    if (allow != null) {
      answer.header(HttpHeaders.ALLOW, allow);
    }
    return answer.build();
  }

  private Response unforeseen(Throwable thrown) {
    String incident = UUID.randomUUID().toString();
    LOG.log(
        Level.ERROR, "Incident " + incident + ": a request failed in an unforeseen way", thrown);
    String detail = "Something went wrong on our side. Incident " + incident + ".";
    return answer(500, detail, List.of(), uri).build();
  }

  private static Response.ResponseBuilder answer(
      int status, String detail, List<FieldProblem> errors, @Nullable UriInfo uri) {
    String instance = uri == null ? "" : uri.getRequestUri().getRawPath();
    Response.ResponseBuilder answer =
        Response.status(status)
            .type(Problem.MEDIA_TYPE)
            .entity(ProblemWords.problem(status, detail, instance, errors));
    return status == 401 ? answer.header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE) : answer;
  }
}

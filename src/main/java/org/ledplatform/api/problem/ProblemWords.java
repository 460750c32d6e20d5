package org.ledplatform.api.problem;

import jakarta.ws.rs.core.Response;
import java.util.List;
import org.ledplatform.account.FieldProblem;

/** The words of problems that have none of their own. */
final class ProblemWords {

  private ProblemWords() {}

  /** A problem whose title is the status in words. */
  static Problem problem(int status, String detail, String instance, List<FieldProblem> errors) {
    return new Problem("about:blank", title(status), status, detail, instance, errors);
  }

  /** What a status means to the caller when nobody said more. */
  static String detail(int status) {
    return switch (status) {
      case 401 -> "This needs a valid access token.";
      case 403 -> "You may not do this.";
      case 404 -> "There is nothing at this address.";
      case 405 -> "This address does not take this method.";
      case 406 -> "None of the media types you accept can be made here.";
      case 415 -> "The body must be application/json.";
      default -> title(status) + ".";
    };
  }

  private static String title(int status) {
    return switch (status) {
      case 422 -> "Unprocessable Content";
      case 413 -> "Content Too Large";
      default -> {
        Response.Status known = Response.Status.fromStatusCode(status);
        yield known == null ? "Problem" : known.getReasonPhrase();
      }
    };
  }
}

package org.ledplatform.api.problem;

import java.io.Serial;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.ledplatform.account.FieldProblem;

/** Ends a request with a problem. {@link ProblemMapper} turns it into the answer. */
public final class ProblemException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final transient List<FieldProblem> errors;
  private final transient Map<String, String> headers;

  private ProblemException(
      int status, String detail, List<FieldProblem> errors, Map<String, String> headers) {
    super(detail);
    this.status = status;
    this.errors = List.copyOf(errors);
    this.headers = Map.copyOf(headers);
  }

  /** 400 that blames fields. */
  public static ProblemException invalid(List<FieldProblem> errors) {
    return new ProblemException(400, "The request is not valid.", errors, Map.of());
  }

  /** 400 that blames one field. */
  public static ProblemException invalid(String field, String message) {
    return invalid(List.of(new FieldProblem(field, message)));
  }

  /** 400 for a body that cannot be read at all. */
  public static ProblemException unreadable(String detail) {
    return new ProblemException(400, detail, List.of(), Map.of());
  }

  /** 401. The mapper adds {@code WWW-Authenticate}. */
  public static ProblemException unauthorized(String detail) {
    return new ProblemException(401, detail, List.of(), Map.of());
  }

  /** 404: it does not exist, or it is somebody else's, which nobody is told. */
  public static ProblemException notFound(String detail) {
    return new ProblemException(404, detail, List.of(), Map.of());
  }

  /** 409: it does not fit what is there already. */
  public static ProblemException conflict(String detail, List<FieldProblem> errors) {
    return new ProblemException(409, detail, errors, Map.of());
  }

  /** 413: the body is longer than this many bytes. */
  public static ProblemException tooLarge(long limit) {
    return new ProblemException(
        413, "The body is larger than " + limit + " bytes.", List.of(), Map.of());
  }

  /** 422: understood, but it contradicts what was said before. */
  public static ProblemException contradiction(String field, String message) {
    return new ProblemException(
        422,
        "The request contradicts an earlier one.",
        List.of(new FieldProblem(field, message)),
        Map.of());
  }

  /** 429, with {@code Retry-After} in whole seconds, at least one. */
  public static ProblemException tooMany(String detail, Duration retryAfter) {
    return new ProblemException(
        429, detail, List.of(), Map.of("Retry-After", Long.toString(wholeSeconds(retryAfter))));
  }

  /** 503: too much at once; in a moment it may work. */
  public static ProblemException busy(String detail) {
    return new ProblemException(503, detail, List.of(), Map.of("Retry-After", "1"));
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** What is wrong with which field. */
  public List<FieldProblem> errors() {
    return errors;
  }

  /** Headers that belong to the answer. */
  public Map<String, String> headers() {
    return headers;
  }

  private static long wholeSeconds(Duration duration) {
    return Math.max(1, duration.plusMillis(999).toSeconds());
  }
}

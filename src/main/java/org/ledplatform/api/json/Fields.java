package org.ledplatform.api.json;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ledplatform.account.FieldProblem;
import org.ledplatform.api.problem.ProblemException;

/** Checks a body field by field and refuses it with all problems at once. Not for many threads. */
public final class Fields {

  private final List<FieldProblem> problems = new ArrayList<>();

  /**
   * The body of a request that needs one.
   *
   * @throws ProblemException 400 when the request came without
   */
  public static <T> T body(@Nullable T body) {
    if (body == null) {
      throw ProblemException.unreadable("The request needs a JSON object as its body.");
    }
    return body;
  }

  /** A text that must be there; empty text, and a problem, when it is not. */
  public String required(String field, @Nullable String value) {
    if (value == null) {
      refuse(field, "is required");
      return "";
    }
    return value;
  }

  /** Notes a problem. */
  public void refuse(String field, String message) {
    problems.add(new FieldProblem(field, message));
  }

  /**
   * Ends the request if anything was found.
   *
   * @throws ProblemException 400 with every problem
   */
  public void check() {
    if (!problems.isEmpty()) {
      throw ProblemException.invalid(problems);
    }
  }
}

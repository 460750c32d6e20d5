package org.ledplatform.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.ledplatform.account.FieldProblem;

/**
 * The body of an answer that says no (RFC 9457).
 *
 * @param type {@code about:blank}: the status says what kind of problem it is
 * @param title the status in words
 * @param detail one sentence for the person in front of the client
 * @param instance the path that was asked
 * @param errors what is wrong with which field; left out when no field is to blame
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldProblem> errors) {

  /** The media type of a problem. */
  public static final String MEDIA_TYPE = "application/problem+json";

  public Problem {
    errors = List.copyOf(errors);
  }
}

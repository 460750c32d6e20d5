package org.ledplatform.sandbox.control;

import java.util.Optional;

/** Why the simulated network does not do what was asked. Nothing was changed. */
public final class SandboxProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What kind of refusal it is. */
  public enum Kind {
    /** There is no such phone, for this tenant. */
    NOT_FOUND,
    /** A value is missing, malformed or not supported; {@link #field()} names it. */
    INVALID,
    /** The wish contradicts what is there, or a limit is reached. */
    CONFLICT
  }

  private final Kind kind;
  private final String field;

  private SandboxProblem(Kind kind, String field, String message) {
    super(message);
    this.kind = kind;
    this.field = field;
  }

  /** There is no such thing. */
  public static SandboxProblem notFound(String message) {
    return new SandboxProblem(Kind.NOT_FOUND, "", message);
  }

  /** This field's value cannot be used. */
  public static SandboxProblem invalid(String field, String message) {
    return new SandboxProblem(Kind.INVALID, field, message);
  }

  /** It cannot be done now. */
  public static SandboxProblem conflict(String message) {
    return new SandboxProblem(Kind.CONFLICT, "", message);
  }

  /** What kind of refusal it is. */
  public Kind kind() {
    return kind;
  }

  /** The JSON name of the field at fault, for {@link Kind#INVALID}. */
  public Optional<String> field() {
    return field.isEmpty() ? Optional.empty() : Optional.of(field);
  }
}

package org.ledplatform.account;

import java.util.List;

/** What became of a wish to register. */
public sealed interface Registration {

  /** The account exists and its owner is logged in. */
  record Registered(Session session) implements Registration {}

  /** Somebody has registered this address before. */
  record EmailTaken() implements Registration {}

  /** The input is wrong; nothing was changed. The list is never empty. */
  record Invalid(List<FieldProblem> problems) implements Registration {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}

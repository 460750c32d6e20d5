package org.ledplatform.api.sandbox;

import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ledplatform.api.problem.ProblemException;
import org.ledplatform.api.problem.ProblemMapper;
import org.ledplatform.sandbox.control.SandboxProblem;

/** Tells what the simulated network refuses in the words of the API. */
@Provider
public class SandboxProblemMapper implements ExceptionMapper<SandboxProblem> {

  @Context @Nullable UriInfo uri;

  @Override
  public Response toResponse(SandboxProblem refused) {
    String message = String.valueOf(refused.getMessage());
    ProblemException problem =
        switch (refused.kind()) {
          case NOT_FOUND -> ProblemException.notFound(message);
          case INVALID -> ProblemException.invalid(refused.field().orElse("body"), message);
          case CONFLICT -> ProblemException.conflict(message, List.of());
        };
    return ProblemMapper.answer(problem, uri);
  }
}

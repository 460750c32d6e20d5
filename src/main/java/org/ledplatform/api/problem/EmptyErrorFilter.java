package org.ledplatform.api.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.util.List;

/**
 * Gives a problem to error answers that came without a body: the server's own filters end requests
 * like that, without an exception that {@link ProblemMapper} could see.
 */
@Provider
public class EmptyErrorFilter implements ContainerResponseFilter {

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    int status = response.getStatus();
    if (status < 400 || response.hasEntity()) {
      return;
    }
    String instance = request.getUriInfo().getRequestUri().getRawPath();
    response.setEntity(
        ProblemWords.problem(status, ProblemWords.detail(status), instance, List.of()),
        new Annotation[0],
        MediaType.valueOf(Problem.MEDIA_TYPE));
    if (status == 401) {
      response.getHeaders().putSingle(HttpHeaders.WWW_AUTHENTICATE, ProblemMapper.CHALLENGE);
    }
  }
}

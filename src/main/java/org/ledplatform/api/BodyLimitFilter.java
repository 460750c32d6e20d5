package org.ledplatform.api;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Refuses bodies larger than {@code led.api.max-body} bytes: at once when the client says the
 * length, else as soon as the reader gets that far.
 */
@Provider
@PreMatching
@Dependent
@Priority(Priorities.AUTHENTICATION - 100)
public class BodyLimitFilter implements ContainerRequestFilter {

  private final long limit;

  @Inject
  public BodyLimitFilter(
      @ConfigProperty(name = "led.api.max-body", defaultValue = "65536") long limit) {
    this.limit = limit;
  }

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    BoundedInput body = new BoundedInput(request.getEntityStream(), limit);
    if (announced(request.getHeaderString(HttpHeaders.CONTENT_LENGTH)) > limit) {
      throw body.refuse();
    }
    request.setEntityStream(body);
  }

  private static long announced(@Nullable String length) {
    try {
      return length == null ? 0 : Long.parseLong(length.strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}

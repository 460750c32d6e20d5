package org.ledplatform.api;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Refuses bodies larger than {@code led.api.max-body} bytes: at once when the client says the
 * length, else as soon as the reader gets that far. The one path that takes files takes {@value
 * #MOST_WITH_FILE} bytes.
 */
@Provider
@PreMatching
@Dependent
@Priority(Priorities.AUTHENTICATION - 100)
public class BodyLimitFilter implements ContainerRequestFilter {

  /** A file of ten mebibytes in base64, and what else there is to a message. */
  static final long MOST_WITH_FILE = 14L * 1024 * 1024;

  private static final Pattern TAKES_FILES = Pattern.compile("/?sandbox/phones/[^/]+/messages/?");

  private final long usual;

  @Inject
  public BodyLimitFilter(
      @ConfigProperty(name = "led.api.max-body", defaultValue = "65536") long usual) {
    this.usual = usual;
  }

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    long limit = takesFiles(request) ? Math.max(usual, MOST_WITH_FILE) : usual;
    BoundedInput body = new BoundedInput(request.getEntityStream(), limit);
    if (announced(request.getHeaderString(HttpHeaders.CONTENT_LENGTH)) > limit) {
      throw body.refuse();
    }
    request.setEntityStream(body);
  }

  private static boolean takesFiles(ContainerRequestContext request) {
    return HttpMethod.POST.equals(request.getMethod())
        && TAKES_FILES.matcher(request.getUriInfo().getPath()).matches();
  }

  private static long announced(@Nullable String length) {
    try {
      return length == null ? 0 : Long.parseLong(length.strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}

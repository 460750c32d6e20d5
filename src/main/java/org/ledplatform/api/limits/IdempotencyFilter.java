package org.ledplatform.api.limits;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ledplatform.account.UserId;
import org.ledplatform.api.auth.Caller;
import org.ledplatform.api.json.ApiJson;
import org.ledplatform.api.limits.RememberedAnswers.Claim;
import org.ledplatform.api.problem.ProblemException;

/**
 * Makes a repeated POST give the first answer again instead of doing its work twice. Only answers
 * that changed something (2xx) are remembered: after any other the same key may be used again.
 */
@Provider
@Idempotent
@Dependent
@Priority(Priorities.USER)
public class IdempotencyFilter implements ContainerRequestFilter, ContainerResponseFilter {

  static final String HEADER = "Idempotency-Key";

  private static final String TAKEN = IdempotencyFilter.class.getName();
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

  private final RememberedAnswers answers;

  @Inject
  public IdempotencyFilter(RememberedAnswers answers) {
    this.answers = answers;
  }

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    String key = request.getHeaderString(HEADER);
    if (key == null) {
      return;
    }
    if (!KEY.matcher(key).matches()) {
      throw ProblemException.invalid(HEADER, "must be 1 to 200 visible ASCII characters");
    }
    UserId user = Caller.of(request.getSecurityContext());
    byte[] body = request.getEntityStream().readAllBytes();
    request.setEntityStream(new ByteArrayInputStream(body));
    switch (answers.claim(user, key, fingerprint(request, body))) {
      case Claim.Fresh() -> request.setProperty(TAKEN, new Taken(user, key));
      case Claim.Again(RememberedAnswer answer) -> request.abortWith(again(answer));
      case Claim.OtherRequest() ->
          throw ProblemException.contradiction(HEADER, "was used for another request");
      case Claim.StillRunning() ->
          throw ProblemException.conflict(
              "The first request with this key is still running.", List.of());
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response)
      throws IOException {
    if (!(request.getProperty(TAKEN) instanceof Taken taken)) {
      return;
    }
    if (response.getStatusInfo().getFamily() == Response.Status.Family.SUCCESSFUL) {
      answers.answered(
          taken.user(),
          taken.key(),
          new RememberedAnswer(
              response.getStatus(),
              bytes(response.getEntity()),
              Optional.ofNullable(response.getHeaderString(HttpHeaders.LOCATION))));
    } else {
      answers.released(taken.user(), taken.key());
    }
  }

  private static byte[] bytes(@Nullable Object entity) throws JsonProcessingException {
    return entity == null ? new byte[0] : ApiJson.mapper().writeValueAsBytes(entity);
  }

  private static Response again(RememberedAnswer answer) {
    Response.ResponseBuilder builder = Response.status(answer.status());
    answer.location().ifPresent(location -> builder.header(HttpHeaders.LOCATION, location));
    if (answer.body().length > 0) {
      builder.type(MediaType.APPLICATION_JSON_TYPE).entity(answer.body());
    }
    return builder.build();
  }

  private static String fingerprint(ContainerRequestContext request, byte[] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String line = request.getMethod() + " " + request.getUriInfo().getPath() + "\n";
      digest.update(line.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private record Taken(UserId user, String key) {}
}

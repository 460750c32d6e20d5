package org.ledplatform.api.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.account.RequestLimits.Budget;
import org.ledplatform.account.RequestLimits.Verdict;
import org.ledplatform.account.UserId;
import org.ledplatform.api.problem.ProblemException;

class RateLimitFilterTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final List<UserId> counted = new ArrayList<>();
  private final MultivaluedMap<String, Object> headers = new MultivaluedHashMap<>();

  @Test
  void tellsWhatIsLeft() {
    run(new Verdict.Allowed(new Budget(20, MINUTE, 17, Duration.ofMillis(9100))), "bots", "ada");

    assertThat(counted).containsExactly(new UserId("ada"));
    assertThat(headers.getFirst("RateLimit-Policy")).isEqualTo("\"user\";q=20;w=60");
    assertThat(headers.getFirst("RateLimit")).isEqualTo("\"user\";r=17;t=10");
  }

  @Test
  void refusesWithTheTimeToWaitAndStillTellsWhatIsLeft() {
    Verdict refused =
        new Verdict.Refused(new Budget(20, MINUTE, 0, MINUTE), Duration.ofMillis(2001));

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> run(refused, "bots", "ada"))
        .satisfies(e -> assertThat(e.status()).isEqualTo(429))
        .satisfies(e -> assertThat(e.headers()).containsEntry("Retry-After", "3"));
    assertThat(headers.getFirst("RateLimit")).isEqualTo("\"user\";r=0;t=60");
  }

  @Test
  void saysNothingWhenNobodyCounts() {
    run(new Verdict.Unlimited(), "bots", "ada");

    assertThat(headers).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sandbox/phones", "/sandbox/phones/1/messages", "events"})
  void doesNotCountTheSandboxAndTheEventStream(String path) {
    run(new Verdict.Unlimited(), path, "ada");

    assertThat(counted).isEmpty();
  }

  @Test
  void doesNotCountWhoIsNotLoggedIn() {
    run(new Verdict.Unlimited(), "auth/login", "");

    assertThat(counted).isEmpty();
  }

  private void run(Verdict verdict, String path, String user) {
    RateLimitFilter filter =
        new RateLimitFilter(
            caller -> {
              counted.add(caller);
              return verdict;
            });
    ContainerRequestContext request = request(path, user);
    ContainerResponseContext response = fake(ContainerResponseContext.class, "getHeaders", headers);
    try {
      filter.filter(request);
    } finally {
      filter.filter(request, response);
    }
  }

  private static ContainerRequestContext request(String path, String user) {
    Map<String, Object> properties = new HashMap<>();
    Optional<Principal> principal =
        Optional.of(user).filter(name -> !name.isEmpty()).map(name -> () -> name);
    return (ContainerRequestContext)
        Proxy.newProxyInstance(
            RateLimitFilterTest.class.getClassLoader(),
            new Class<?>[] {ContainerRequestContext.class},
            (_, method, arguments) ->
                switch (method.getName()) {
                  case "getSecurityContext" ->
                      fake(SecurityContext.class, "getUserPrincipal", principal.orElse(null));
                  case "getUriInfo" -> fake(UriInfo.class, "getPath", path);
                  case "setProperty" -> properties.put((String) arguments[0], arguments[1]);
                  case "getProperty" -> properties.get((String) arguments[0]);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static <T> T fake(Class<T> type, String answers, @Nullable Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            RateLimitFilterTest.class.getClassLoader(),
            new Class<?>[] {type},
            (_, method, _) -> {
              if (method.getName().equals(answers)) {
                return answer;
              }
              throw new UnsupportedOperationException(method.getName());
            }));
  }
}

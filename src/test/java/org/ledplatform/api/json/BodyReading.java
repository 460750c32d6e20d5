package org.ledplatform.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.util.Optional;
import java.util.function.Function;
import org.ledplatform.api.problem.ProblemException;

/** Reads bodies as the API does. */
public final class BodyReading {

  private static final JsonBodies BODIES = new JsonBodies();

  private BodyReading() {}

  /** The body as a record. */
  @SuppressWarnings("unchecked") // JAX-RS hands the class of the parameter in under this type
  static <T extends Record> T read(Class<T> type, byte[] body) throws IOException {
    return (T)
        BODIES.readFrom(
            (Class<Record>) (Class<?>) type,
            type,
            new Annotation[0],
            MediaType.APPLICATION_JSON_TYPE,
            new MultivaluedHashMap<>(),
            new ByteArrayInputStream(body));
  }

  /**
   * What becomes of the body, or nothing when it is refused as the caller's fault. Anything else
   * that is thrown is a finding.
   */
  public static <T extends Record, R> Optional<R> readOrRefused(
      Class<T> type, byte[] body, Function<T, R> then) {
    try {
      return Optional.of(then.apply(read(type, body)));
    } catch (ProblemException refused) {
      assertThat(refused.status()).isEqualTo(400);
      assertThat(String.valueOf(refused.getMessage())).hasSizeLessThan(200);
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

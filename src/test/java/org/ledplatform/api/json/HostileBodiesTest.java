package org.ledplatform.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ledplatform.api.problem.Problem;
import org.ledplatform.api.problem.ProblemException;

/**
 * Bodies that are made to hurt: each is refused as the caller's fault, in words that can be sent.
 */
class HostileBodiesTest {

  record Body(
      @Nullable String name, @Nullable Integer count, @Nullable Map<String, String> config) {}

  private final JsonBodies bodies = new JsonBodies();

  static Stream<byte[]> broken() {
    return Stream.of(
        utf8("[".repeat(100_000)),
        utf8("{\"config\":".repeat(100_000)),
        utf8("{\"other\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}"),
        utf8("{\"count\":1e999999999}"),
        utf8("{\"count\":" + "9".repeat(60_000) + "}"),
        utf8("{\"count\":-0.0000000000000000000000000000001e-99}"),
        utf8("{\"count\":NaN}"),
        utf8("{\"name\":\"" + "x".repeat(65_537) + "\"}"),
        utf8("{\"" + "n".repeat(60_000) + "\":1}"),
        utf8("{\"name\":\"a\",\"name\":\"a\"}"),
        utf8("{\"\\ud800\":1}"),
        utf8("{\"" + "x".repeat(63) + "😀\":1}"),
        new byte[] {'{', '"', 'n', (byte) 0xC0, (byte) 0xAF, '"', ':', '1', '}'},
        new byte[] {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ':', '1', '}'},
        new byte[] {'{', '"', 'n', (byte) 0xFF},
        new byte[] {0, 0, 0, '{', 0x7F, 0x7F, 0x7F, 0x7F},
        new byte[] {'{', 0, 0, 0, 0x7F, 0x7F, 0x7F, 0x7F},
        new byte[] {0, 0, 0, '{', 0, 0},
        new byte[] {0, '{', (byte) 0xD8},
        new byte[] {(byte) 0xFE, (byte) 0xFF, 0, '{'},
        new byte[] {0, 0, (byte) 0xFF, (byte) 0xFE, '{', 0, 0, 0},
        "{\"name\":1".getBytes(Charset.forName("UTF-32LE")),
        new byte[100_000]);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void isRefusedInWordsThatCanBeSent(byte[] body) {
    ProblemException refusal =
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> read(body)).actual();
    assertThat(refusal.status()).isEqualTo(400);
    assertThatNoException().isThrownBy(() -> write(refusal));
  }

  @Test
  void wholeCharactersOutsideTheFirstPlaneAreText() throws IOException {
    assertThat(read(utf8("{\"name\":\"\\ud83d\\ude00😀\"}")).name()).isEqualTo("😀😀");
  }

  private void write(ProblemException refusal) throws IOException {
    Problem problem =
        new Problem(
            "about:blank",
            "Bad Request",
            400,
            String.valueOf(refusal.getMessage()),
            "/",
            refusal.errors());
    bodies.writeTo(
        problem,
        Problem.class,
        Problem.class,
        new Annotation[0],
        MediaType.APPLICATION_JSON_TYPE,
        new MultivaluedHashMap<>(),
        new ByteArrayOutputStream());
  }

  private static Body read(byte[] body) throws IOException {
    return BodyReading.read(Body.class, body);
  }
}

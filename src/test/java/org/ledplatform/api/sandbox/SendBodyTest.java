package org.ledplatform.api.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ledplatform.api.json.JsonBodies;
import org.ledplatform.api.problem.ProblemException;
import org.ledplatform.api.sandbox.SandboxBodies.SendBody;
import org.ledplatform.sandbox.control.SendRequest;

/** A message with a file in it: the file may be large, and nothing else. */
class SendBodyTest {

  private static SendRequest read(String json) throws IOException {
    Class<?> type = SendBody.class;
    @SuppressWarnings("unchecked") // As JAX-RS calls it.
    Class<Record> record = (Class<Record>) type;
    Record body =
        new JsonBodies()
            .readFrom(
                record,
                record,
                new Annotation[0],
                MediaType.APPLICATION_JSON_TYPE,
                new MultivaluedHashMap<>(),
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    return ((SendBody) body).toRequest();
  }

  private static String file(String base64) {
    return "{\"to\":\"a\",\"media\":{\"base64\":" + base64 + ",\"mimeType\":\"a/b\"}}";
  }

  private static ProblemException refusal(String json) {
    try {
      read(json);
      throw new AssertionError("It was taken");
    } catch (ProblemException e) {
      return e;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aLargeFileIsReadAsItIs() throws IOException {
    byte[] bytes = new byte[SendRequest.Media.MOST];
    new Random(4).nextBytes(bytes);
    SendRequest request = read(file('"' + Base64.getEncoder().encodeToString(bytes) + '"'));
    assertThat(request.media().orElseThrow().file().orElseThrow()).isEqualTo(bytes);
  }

  @Test
  void aFileWithoutPaddingAndNoFileAreRead() throws IOException {
    assertThat(read(file("\"YWI\"")).media().orElseThrow().file().orElseThrow())
        .asString()
        .isEqualTo("ab");
    assertThat(read(file("null")).media().orElseThrow().file()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "12, must be text",
    "[], must be text",
    "'\"no base64!\"', is no base64",
    "'\"YW\\u0000I\"', is no base64"
  })
  void whatIsNoFileIsRefusedByItsField(String base64, String message) {
    ProblemException refusal = refusal(file(base64));
    assertThat(refusal.status()).isEqualTo(400);
    assertThat(refusal.errors().getFirst().field()).isEqualTo("media.base64");
    assertThat(refusal.errors().getFirst().message()).isEqualTo(message);
  }

  @Test
  void aFileThatIsTooLargeIsRefused() {
    String base64 = Base64.getEncoder().encodeToString(new byte[SendRequest.Media.MOST + 1]);
    assertThat(refusal(file('"' + base64 + '"')).errors().getFirst().field())
        .isEqualTo("media.base64");
  }

  @Test
  void everythingElseStaysSmall() {
    String long64 = "x".repeat(64 * 1024 + 1);
    assertThat(refusal("{\"to\":\"a\",\"text\":\"" + long64 + "\"}").status()).isEqualTo(400);
    assertThat(refusal("{\"to\":\"a\",\"media\":{\"url\":\"" + long64 + "\"}}").status())
        .isEqualTo(400);
    String many = "{\"to\":\"a\",\"mentions\":[" + "\"a\",".repeat(200_000) + "\"a\"]}";
    assertThat(refusal(many)).hasMessage("The body holds too many values.");
    String deep = "{\"to\":" + "[".repeat(100_000);
    assertThat(refusal(deep).status()).isEqualTo(400);
  }

  @Test
  void aBodyThatEndsWithinTheFileIsNoJson() {
    assertThat(refusal("{\"to\":\"a\",\"media\":{\"base64\":\"YWJj").status()).isEqualTo(400);
  }
}

package org.ledplatform.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.account.FieldProblem;
import org.ledplatform.api.problem.ProblemException;

class JsonBodiesTest {

  record Child(@Nullable String name) {}

  record Body(
      @Nullable String name,
      @Nullable Integer count,
      @Nullable Boolean flag,
      @Nullable Child child,
      @Nullable List<Child> children,
      @Nullable Map<String, String> config) {}

  record Change(Given<String> name, Given<Map<String, String>> config) {}

  record Answer(String text, @Nullable String nothing, Instant at) {}

  private final JsonBodies bodies = new JsonBodies();

  @Test
  void readsARecord() throws IOException {
    Body body =
        read(
            Body.class,
            """
            {"name":"é","count":2,"flag":true,"child":{"name":"x"},"config":{"a":"b"}}\
            """);

    assertThat(body).isEqualTo(new Body("é", 2, true, new Child("x"), null, Map.of("a", "b")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":\"a\",\"other\":1}          | other            | is not a known field",
        "{\"child\":{\"other\":1}}             | child.other      | is not a known field",
        "{\"children\":[{},{\"other\":1}]}     | children[1].other| is not a known field",
        "{\"name\":1}                          | name             | must be text",
        "{\"name\":1.5}                        | name             | must be text",
        "{\"name\":true}                       | name             | must be text",
        "{\"name\":[\"a\"]}                    | name             | must be text",
        "{\"name\":{}}                         | name             | must be text",
        "{\"count\":\"2\"}                     | count            | must be a number in range",
        "{\"count\":2.5}                       | count            | must be a number in range",
        "{\"count\":99999999999}               | count            | must be a number in range",
        "{\"flag\":\"true\"}                   | flag             | must be true or false",
        "{\"flag\":1}                          | flag             | must be true or false",
        "{\"child\":\"x\"}                     | child            | must be an object",
        "{\"children\":{}}                     | children         | must be a list",
        "{\"config\":[]}                       | config           | must be an object",
        "{\"config\":{\"a\":1}}                | config.a         | must be text",
        "{\"config\":{\"a\":{\"b\":\"c\"}}}    | config.a         | must be text",
        "{\"config\":{\"a\":null}}             | config.a         | must not be null",
        "{\"name\":\"a\",\"name\":\"b\"}       | name             | appears twice",
        "{\"config\":{\"k\":\"1\",\"k\":\"2\"}}| k                | appears twice",
      })
  void refusesWhatDoesNotFitAndNamesTheField(String json, String field, String message) {
    assertThat(refusal(Body.class, json).errors())
        .containsExactly(new FieldProblem(field, message));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "\"x\"",
        "1",
        "{",
        "{\"name\":",
        "{\"name\":\"a\"} x",
        "{a:1}"
      })
  void refusesWhatIsNoJsonObject(String json) {
    ProblemException refusal = refusal(Body.class, json);

    assertThat(refusal.status()).isEqualTo(400);
    assertThat(refusal.errors()).isEmpty();
    assertThat(refusal.getMessage()).startsWith("The body");
  }

  @Test
  void refusesDeepNestingWhereverItIs() {
    String deep = "[".repeat(100) + "]".repeat(100);

    assertThat(refusal(Body.class, "{\"other\":" + deep + "}").getMessage())
        .isEqualTo("The body nests deeper than 16 levels.");
  }

  @Test
  void refusesALongNumberBeforeItIsComputed() {
    ProblemException refusal = refusal(Body.class, "{\"count\":" + "9".repeat(1000) + "}");

    assertThat(refusal.getMessage()).contains("too long");
  }

  @Test
  void neverRepeatsAValue() {
    ProblemException refusal = refusal(Body.class, "{\"count\":\"s3cret\"}");

    assertThat(refusal.getMessage() + refusal.errors()).doesNotContain("s3cret");
  }

  @Test
  void shortensAndCleansTheNamesThatItRepeats() {
    String name = "\\u0007" + "x".repeat(100);
    String field = refusal(Body.class, "{\"" + name + "\":1}").errors().getFirst().field();

    assertThat(field).hasSize(65).startsWith("?xx").endsWith("…");
  }

  @Test
  void tellsWhatWasLeftOutFromWhatWasGiven() throws IOException {
    assertThat(read(Change.class, "{}")).isEqualTo(new Change(Given.absent(), Given.absent()));
    assertThat(read(Change.class, "{\"name\":\"a\",\"config\":{\"k\":\"v\"}}"))
        .isEqualTo(
            new Change(new Given<>(Optional.of("a")), new Given<>(Optional.of(Map.of("k", "v")))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":null}           | name     | must not be null",
        "{\"name\":1}              | name     | must be text",
        "{\"config\":null}         | config   | must not be null",
        "{\"config\":\"x\"}        | config   | must be an object",
        "{\"config\":{\"a\":1}}    | config.a | must be text",
        "{\"id\":\"x\"}            | id       | is not a known field",
      })
  void refusesAChangeThatDoesNotFit(String json, String field, String message) {
    assertThat(refusal(Change.class, json).errors())
        .containsExactly(new FieldProblem(field, message));
  }

  @Test
  void writesNullsAndTimesInUtc() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Answer answer = new Answer("ü", null, Instant.parse("2026-01-02T03:04:05Z"));

    bodies.writeTo(
        answer,
        Answer.class,
        Answer.class,
        new Annotation[0],
        MediaType.APPLICATION_JSON_TYPE,
        new MultivaluedHashMap<>(),
        out);

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("{\"text\":\"ü\",\"nothing\":null,\"at\":\"2026-01-02T03:04:05Z\"}");
  }

  private ProblemException refusal(Class<? extends Record> type, String json) {
    return assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read(type, json))
        .actual();
  }

  @SuppressWarnings("unchecked") // JAX-RS hands the class of the parameter in under this type
  private <T extends Record> T read(Class<T> type, String json) throws IOException {
    return (T)
        bodies.readFrom(
            (Class<Record>) (Class<?>) type,
            type,
            new Annotation[0],
            MediaType.APPLICATION_JSON_TYPE,
            new MultivaluedHashMap<>(),
            new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }
}

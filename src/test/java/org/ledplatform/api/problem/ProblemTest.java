package org.ledplatform.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ledplatform.account.FieldProblem;
import org.ledplatform.api.json.ApiJson;

class ProblemTest {

  @Test
  void looksAsTheRfcSays() throws JsonProcessingException {
    Problem problem =
        ProblemWords.problem(
            400, "Wrong.", "/api/bots", List.of(new FieldProblem("name", "is required")));

    assertThat(ApiJson.mapper().writeValueAsString(problem))
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
                + "\"detail\":\"Wrong.\",\"instance\":\"/api/bots\","
                + "\"errors\":[{\"field\":\"name\",\"message\":\"is required\"}]}");
  }

  @Test
  void leavesErrorsOutWhenNoFieldIsToBlame() throws JsonProcessingException {
    Problem problem = ProblemWords.problem(404, "Nothing.", "/api/x", List.of());

    assertThat(ApiJson.mapper().writeValueAsString(problem)).doesNotContain("errors");
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "1000, 1", "1001, 2", "60000, 60"})
  void asksToWaitWholeSecondsAndNeverNone(long millis, String seconds) {
    assertThat(ProblemException.tooMany("Slowly.", Duration.ofMillis(millis)).headers())
        .containsEntry("Retry-After", seconds);
  }
}

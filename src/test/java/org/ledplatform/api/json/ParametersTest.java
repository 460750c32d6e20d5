package org.ledplatform.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.api.problem.ProblemException;
import org.ledplatform.listing.PageRequest;

class ParametersTest {

  @Test
  void asksForTheFirstPageWhenNothingIsSaid() {
    assertThat(PageParameters.of(null, null)).isEqualTo(PageRequest.first());
    assertThat(PageParameters.of("200", "abc")).isEqualTo(new PageRequest(200, Optional.of("abc")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "201", "-1", "x", "", "99999999999"})
  void refusesALimitOutOfRange(String limit) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> PageParameters.of(limit, null))
        .satisfies(e -> assertThat(e.errors().getFirst().field()).isEqualTo("limit"));
  }

  @Test
  void refusesACursorThatCannotBeOurs() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> PageParameters.of(null, "x".repeat(513)))
        .satisfies(e -> assertThat(e.errors().getFirst().field()).isEqualTo("cursor"));
  }

  @Test
  void readsTimesWithAnyOffset() {
    assertThat(Instants.parse("since", "2026-01-02T03:04:05+02:00"))
        .contains(Instant.parse("2026-01-02T01:04:05Z"));
    assertThat(Instants.parse("since", null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026",
        "yesterday",
        "2026-01-02",
        "-0001-01-01T00:00:00Z",
        "+99999-01-01T00:00:00Z"
      })
  void refusesWhatIsNoTime(String text) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Instants.parse("until", text))
        .satisfies(e -> assertThat(e.errors().getFirst().field()).isEqualTo("until"));
  }
}

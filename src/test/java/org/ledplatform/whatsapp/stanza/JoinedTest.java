package org.ledplatform.whatsapp.stanza;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.ManualExecutor;

/** Questions that are asked at once become few. */
class JoinedTest {

  private record Asked(
      List<String> keys, Consumer<Map<String, String>> answered, Consumer<QueryFailure> failed) {
    void answer() {
      answered.accept(
          keys.stream().collect(java.util.stream.Collectors.toMap(k -> k, k -> k + "!")));
    }
  }

  private final ManualExecutor turn = new ManualExecutor();
  private final List<Asked> asked = new ArrayList<>();
  private final Joined<String, String> joined =
      new Joined<>(3, turn, (keys, yes, no) -> asked.add(new Asked(List.copyOf(keys), yes, no)));
  private final List<Map<String, String>> answers = new ArrayList<>();
  private final List<QueryFailure> failures = new ArrayList<>();

  private void ask(String... keys) {
    joined.ask(List.of(keys), answers::add, failures::add);
  }

  @Test
  void whatIsAskedWithinOneTurnIsOneQuestion() {
    ask("a");
    ask("b");
    assertThat(asked).isEmpty();
    turn.runAll();
    assertThat(asked).hasSize(1);
    assertThat(asked.getFirst().keys()).containsExactly("a", "b");
    asked.getFirst().answer();
    assertThat(answers).containsExactly(Map.of("a", "a!"), Map.of("b", "b!"));
  }

  @Test
  void whatIsBeingAskedAlreadyIsNotAskedAgain() {
    ask("a");
    turn.runAll();
    ask("a", "b");
    turn.runAll();
    assertThat(asked.getLast().keys()).containsExactly("b");
    asked.getFirst().answer();
    assertThat(answers).hasSize(1);
    asked.getLast().answer();
    assertThat(answers.getLast()).isEqualTo(Map.of("a", "a!", "b", "b!"));
  }

  @Test
  void manyGoIntoFewQuestionsAndOnlySomeAreUnderWay() {
    for (int i = 0; i < 30; i++) {
      ask("k" + i);
    }
    turn.runAll();
    assertThat(asked).hasSize(4).allMatch(question -> question.keys().size() == 3);
    for (int i = 0; i < asked.size(); i++) {
      asked.get(i).answer();
      turn.runAll();
    }
    assertThat(asked).hasSize(10);
    assertThat(answers).hasSize(30);
  }

  @Test
  void oneThatTheNetworkDislikesFailsNobodyElse() {
    ask("good");
    ask("bad");
    turn.runAll();
    QueryFailure refused = new QueryFailure.Refused(400, "");
    asked.getFirst().failed().accept(refused);
    assertThat(asked).hasSize(2);
    asked.get(1).answer();
    asked.get(2).failed().accept(refused);
    assertThat(answers).containsExactly(Map.of("good", "good!"));
    assertThat(failures).containsExactly(refused);
  }

  @Test
  void aFailureIsToldOnceAndLaterQuestionsAreAskedAgain() {
    ask("a", "b");
    turn.runAll();
    asked.getFirst().failed().accept(new QueryFailure.TimedOut());
    assertThat(failures).hasSize(1);
    ask("a");
    turn.runAll();
    asked.getLast().answer();
    assertThat(answers).containsExactly(Map.of("a", "a!"));
  }

  @Test
  void whatTheAnswerLeavesOutHasNoValue() {
    ask("a");
    turn.runAll();
    asked.getFirst().answered().accept(Map.of());
    assertThat(answers).containsExactly(Map.of());
  }
}

package org.ledplatform.whatsapp.stanza;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.MutableClock;
import org.ledplatform.whatsapp.node.Node;

class PendingQueriesTest {

  private final MutableClock clock = new MutableClock();
  private final List<Node> sent = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();
  private final PendingQueries queries =
      new PendingQueries(sent::add, clock, Duration.ofSeconds(60), "p-");

  private String ask() {
    queries.ask(Questions.ping(), _ -> heard.add("result"), failure -> heard.add(failure.text()));
    return sent.getLast().require("id");
  }

  @Test
  void everyQuestionHasItsOwnIdAndItsOwnAnswer() {
    String one = ask();
    String two = ask();
    assertThat(one).isNotEqualTo(two);
    queries.answer(Node.of("iq").with("type", "result").with("id", two));
    queries.answer(Node.of("iq").with("type", "result").with("id", two));
    assertThat(heard).containsExactly("result");
  }

  @Test
  void anErrorSaysItsCode() {
    queries.answer(
        Node.of("iq", Node.of("error").with("code", 429).with("text", "rate-overlimit"))
            .with("type", "error")
            .with("id", ask()));
    assertThat(heard).containsExactly("refused with 429");
  }

  @Test
  void nobodyWaitsForEver() {
    String id = ask();
    clock.advance(Duration.ofSeconds(59));
    queries.expire(clock.instant());
    assertThat(heard).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    queries.expire(clock.instant());
    queries.answer(Node.of("iq").with("type", "result").with("id", id));
    assertThat(heard).containsExactly("timed out");
  }

  @Test
  void allFailWithTheConnection() {
    ask();
    ask();
    queries.failAll();
    assertThat(heard).containsExactly("connection gone", "connection gone");
    int before = sent.size();
    queries.ask(Questions.ping(), _ -> {}, failure -> heard.add(failure.text()));
    assertThat(heard).as("whoever asks later").hasSize(3);
    assertThat(sent).hasSize(before);
  }
}

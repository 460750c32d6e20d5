package org.ledplatform.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.scenario.Cast;
import org.ledplatform.sandbox.scenario.Play;
import org.ledplatform.sandbox.scenario.Scenario;
import org.ledplatform.sandbox.scenario.Step;

class StageTest {

  private static final Instant NOW = Instant.EPOCH;

  private final Stage stage = new Stage();
  private final List<Runnable> tasks = new ArrayList<>();
  private final List<String> looks = new ArrayList<>();

  @Test
  void aTickPlaysOnAnotherThreadAndIsSkippedWhileThatOneIsNotDone() {
    stage.tick(tasks::add, NOW);
    assertThat(tasks).isEmpty();
    begin("one");
    looks.clear();
    stage.tick(tasks::add, NOW);
    stage.tick(tasks::add, NOW);
    assertThat(tasks).hasSize(1);
    assertThat(looks).isEmpty();
    tasks.removeFirst().run();
    assertThat(looks).containsExactly("one");
    stage.tick(tasks::add, NOW);
    assertThat(tasks).hasSize(1);
  }

  private void begin(String name) {
    Step wait = new Step.Await("ph-1", "never", Duration.ofHours(1));
    Cast cast = new Looking(name);
    stage.begin(name, new Play(new Scenario(name, 1, List.of(), List.of(wait)), cast, NOW), NOW);
  }

  /** Sees nothing, and notes that it looked. */
  private final class Looking implements Cast {

    private final String name;

    Looking(String name) {
      this.name = name;
    }

    @Override
    public List<Seen> shown(String phone) {
      looks.add(name);
      return List.of();
    }

    @Override
    public String say(String phone, String chat, String text) {
      throw new AssertionError("Nobody speaks");
    }

    @Override
    public void react(String phone, String chat, String messageId, String emoji) {}

    @Override
    public void takeBack(String phone, String chat, String messageId) {}

    @Override
    public void read(String phone, String chat) {}

    @Override
    public void listen(String phone, String messageId) {}

    @Override
    public void faults(String plan) {}
  }
}

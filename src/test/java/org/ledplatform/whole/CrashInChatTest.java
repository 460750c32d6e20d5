package org.ledplatform.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whole.DyingStore.Moment;

/** A process that dies at any commit while it talks to somebody: nothing is lost, nothing twice. */
class CrashInChatTest {

  @AutoClose private final CrashWorld world = new CrashWorld();
  @AutoClose private final MortalClient client = world.paired();

  @ParameterizedTest
  @EnumSource(Moment.class)
  void answersAFirstMessageOnceWhereverItDies(Moment moment) throws Exception {
    int commits =
        CrashWorld.dyingEverywhere(
            moment,
            (commit, when) -> {
              Phone anna = world.person("Anna " + commit);
              client.dieAt(commit, when);
              world.say(anna, world.owner.jid(), "!ping first");
              client.untilDeadOr(() -> world.shown(anna, "pong first") > 0 && client.idle());
              boolean died = client.reborn();
              world.answers(client, anna, world.owner.lid(), "second");
              assertThat(world.shown(anna, "pong first")).isEqualTo(1);
              world.control.removePhone(CrashWorld.TENANT, anna.id());
              return died;
            });
    assertThat(commits).as("commits in which it died").isGreaterThan(3);
    assertThat(client.undecryptable()).as("messages that it could not read").isZero();
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void writesFirstToSomebodyOnceWhereverItDies(Moment moment) throws Exception {
    int commits =
        CrashWorld.dyingEverywhere(
            moment,
            (commit, when) -> {
              Phone anna = world.person("Anna " + commit);
              OutgoingMessage hello =
                  OutgoingMessage.text(
                      client.client().newMessageId(),
                      Jid.parse(anna.lid()),
                      "hello",
                      Optional.empty());
              client.dieAt(commit, when);
              client.perhaps(c -> c.send(hello));
              client.untilDeadOr(() -> world.shown(anna, "hello") > 0 && client.idle());
              boolean died = client.reborn();
              if (died) {
                // Whoever does not know whether it was stored says it again, under the same id.
                client.client().send(hello);
              }
              client.until(() -> world.shown(anna, "hello") > 0);
              world.answers(client, anna, world.owner.jid(), "now");
              assertThat(world.shown(anna, "hello")).isEqualTo(1);
              client.until(() -> world.shown(world.owner, "pong now") == commit);
              assertThat(world.shown(world.owner, "hello")).isEqualTo(commit);
              world.control.removePhone(CrashWorld.TENANT, anna.id());
              return died;
            });
    assertThat(commits).as("commits in which it died").isGreaterThan(2);
    assertThat(client.undecryptable()).as("messages that it could not read").isZero();
  }
}

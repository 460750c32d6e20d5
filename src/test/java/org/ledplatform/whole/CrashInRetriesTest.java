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

/** A process that dies at any commit while a damaged message is asked for or sent again. */
class CrashInRetriesTest {

  @AutoClose private final CrashWorld world = new CrashWorld();
  @AutoClose private final MortalClient client = world.paired();
  private final Phone anna = world.person("Anna");

  @ParameterizedTest
  @EnumSource(Moment.class)
  void whatItCouldNotReadIsAnsweredOnceWhereverItDies(Moment moment) throws Exception {
    world.answers(client, anna, world.owner.jid(), "before");
    int commits =
        CrashWorld.dyingEverywhere(
            moment,
            (commit, when) -> {
              String word = "damaged " + commit;
              damage("to_device");
              client.dieAt(commit, when);
              world.say(anna, world.owner.jid(), "!ping " + word);
              client.untilDeadOr(() -> world.shown(anna, "pong " + word) > 0 && client.idle());
              boolean died = client.reborn();
              client.until(() -> world.shown(anna, "pong " + word) > 0);
              world.answers(client, anna, world.owner.jid(), "after " + commit);
              assertThat(world.shown(anna, "pong " + word)).isEqualTo(1);
              return died;
            });
    assertThat(commits).as("commits in which it died").isGreaterThan(3);
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void whatAnotherCouldNotReadArrivesOnceWhereverItDies(Moment moment) throws Exception {
    world.answers(client, anna, world.owner.jid(), "before");
    int commits =
        CrashWorld.dyingEverywhere(
            moment,
            (commit, when) -> {
              String word = "hello " + commit;
              OutgoingMessage hello =
                  OutgoingMessage.text(
                      client.client().newMessageId(),
                      Jid.parse(anna.jid()),
                      word,
                      Optional.empty());
              damage("from_device");
              client.dieAt(commit, when);
              client.perhaps(c -> c.send(hello));
              client.untilDeadOr(() -> bothShow(word) && client.idle());
              boolean died = client.reborn();
              if (died && !client.remembers(hello.id())) {
                client.client().send(hello);
              }
              client.until(() -> bothShow(word));
              world.answers(client, anna, world.owner.jid(), "after " + commit);
              assertThat(world.shown(anna, word)).isEqualTo(1);
              return died;
            });
    assertThat(commits).as("commits in which it died").isGreaterThan(3);
  }

  private boolean bothShow(String word) {
    return world.shown(anna, word) > 0 && world.shown(world.owner, word) > 0;
  }

  private void damage(String direction) {
    world
        .control
        .faults()
        .put(
            CrashWorld.TENANT,
            ("{'faults':[{'fault':'corrupt','on':{'tag':'message','direction':'"
                    + direction
                    + "'},'times':1}]}")
                .replace('\'', '"'));
  }
}

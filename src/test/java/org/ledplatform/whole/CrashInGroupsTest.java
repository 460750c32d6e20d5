package org.ledplatform.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.whole.DyingStore.Moment;

/**
 * A process that dies at any commit while it is put into a group, reads there, answers there for
 * the first time and under a new key: everybody reads every answer once.
 */
class CrashInGroupsTest {

  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  @AutoClose private final CrashWorld world = new CrashWorld();
  @AutoClose private final MortalClient client = world.paired();
  private final Phone anna = world.person("Anna");
  private final Phone ben = world.person("Ben");

  @ParameterizedTest
  @CsvSource({
    "lid, BEFORE_THE_COMMIT",
    "lid, AFTER_THE_COMMIT",
    "pn, BEFORE_THE_COMMIT",
    "pn, AFTER_THE_COMMIT"
  })
  void answersOnceInANewGroupWhereverItDies(String addressing, Moment moment) throws Exception {
    int commits =
        CrashWorld.dyingEverywhere(
            moment,
            (commit, when) -> {
              client.dieAt(commit, when);
              String group = group(addressing);
              String ping = addressing + moment + commit;
              world.say(anna, group, "!ping " + ping);
              client.untilDeadOr(() -> bothRead("pong " + ping) && client.idle());
              boolean died = client.reborn();
              client.until(() -> bothRead("pong " + ping));
              world.answers(client, ben, group, ping + " again");
              assertThat(world.shown(anna, "pong " + ping)).isEqualTo(1);
              assertThat(world.shown(ben, "pong " + ping)).isEqualTo(1);
              client.until(() -> world.shown(anna, "pong " + ping + " again") > 0);
              return died;
            });
    assertThat(commits).as("commits in which it died").isGreaterThan(4);
    assertThat(client.undecryptable()).as("messages that it could not read").isZero();
  }

  @ParameterizedTest
  @CsvSource({"lid, BEFORE_THE_COMMIT", "lid, AFTER_THE_COMMIT"})
  void nobodyWhoLeftReadsOnWhereverItDies(String addressing, Moment moment) throws Exception {
    int commits =
        CrashWorld.dyingEverywhere(
            moment,
            (commit, when) -> {
              String group = group(addressing);
              String before = "before " + moment + commit;
              String after = "after " + moment + commit;
              world.answers(client, anna, group, before);
              client.until(() -> bothRead("pong " + before));
              client.dieAt(commit, when);
              world
                  .control
                  .groups()
                  .change(
                      CrashWorld.TENANT,
                      group,
                      json("{'as':'%s','remove':['%s']}".formatted(anna.id(), ben.id())));
              world.say(anna, group, "!ping " + after);
              client.untilDeadOr(() -> world.shown(anna, "pong " + after) > 0 && client.idle());
              boolean died = client.reborn();
              client.until(() -> world.shown(anna, "pong " + after) > 0);
              world.answers(client, anna, group, after + " again");
              assertThat(world.shown(anna, "pong " + after)).isEqualTo(1);
              assertThat(world.shown(ben, "pong " + after)).isZero();
              assertThat(world.shown(ben, "pong " + after + " again")).isZero();
              return died;
            });
    assertThat(commits).as("commits in which it died").isGreaterThan(3);
  }

  private boolean bothRead(String text) {
    return world.shown(anna, text) > 0 && world.shown(ben, text) > 0;
  }

  private String group(String addressing) {
    String made =
        world
            .control
            .groups()
            .create(
                CrashWorld.TENANT,
                json(
                    "{'as':'%s','subject':'Friends','addressing':'%s','members':['%s','%s']}"
                        .formatted(anna.id(), addressing, ben.id(), world.owner.id())));
    Matcher id = ID.matcher(made);
    assertThat(id.find()).isTrue();
    return id.group(1);
  }

  private static String json(String quoted) {
    return quoted.replace('\'', '"');
  }
}

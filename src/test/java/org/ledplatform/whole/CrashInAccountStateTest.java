package org.ledplatform.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.whatsapp.appstate.Actions;
import org.ledplatform.whatsapp.appstate.AppStateEvent;
import org.ledplatform.whatsapp.client.AccountEvent;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.proto.StoredCredentials;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whole.DyingStore.Moment;

/**
 * A process that dies at any commit while devices of the account share their settings: the name
 * that the phone set is known here, and what is set next on either side is known on both.
 */
class CrashInAccountStateTest {

  @AutoClose private final CrashWorld world = new CrashWorld();
  @AutoClose private final MortalClient client = world.paired();
  private final Phone anna = world.person("Anna");

  @ParameterizedTest
  @EnumSource(Moment.class)
  void theNameThatThePhoneSetIsKnownWhereverItDies(Moment moment) throws Exception {
    int commits =
        CrashWorld.dyingEverywhere(
            moment,
            (commit, when) -> {
              String name = "Robot " + commit;
              String before = collections();
              client.dieAt(commit, when);
              phoneSets(Actions.naming(name, Instant.now()));
              client.untilDeadOr(() -> named(name) && !collections().equals(before));
              boolean died = client.reborn();
              client.until(() -> named(name));
              world.answers(client, anna, world.owner.jid(), name);
              return died;
            });
    assertThat(commits).as("commits in which it died").isGreaterThan(1);
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void whatThePhoneSetsNextIsToldWhereverItDies(Moment moment) throws Exception {
    Jid chat = Jid.parse(anna.jid());
    int commits =
        CrashWorld.dyingEverywhere(
            moment,
            (commit, when) -> {
              client.events.clear();
              String before = collections();
              client.dieAt(commit, when);
              phoneSets(Actions.archiving(chat, true, Instant.now()));
              client.untilDeadOr(() -> told(true) && !collections().equals(before));
              boolean died = client.reborn();
              phoneSets(Actions.archiving(chat, false, Instant.now()));
              client.until(() -> told(false));
              return died;
            });
    assertThat(commits).as("commits in which it died").isPositive();
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void whatWasSetHereReachesThePhoneWhereverItDies(Moment moment) throws Exception {
    Jid chat = Jid.parse(anna.jid());
    int commits =
        CrashWorld.dyingEverywhere(
            moment,
            (commit, when) -> {
              client.dieAt(commit, when);
              var done = client.client().account().archive(chat, true).toCompletableFuture();
              client.untilDeadOr(done::isDone);
              boolean died = client.reborn();
              if (died) {
                // Nobody told whether it was done, so it is wished again.
                client.until(() -> !client.heard(ClientEvent.Online.class).isEmpty());
                var again = client.client().account().archive(chat, true).toCompletableFuture();
                client.until(again::isDone);
                assertThat(again).isCompleted();
              }
              // The phone writes behind it, which only fits when both know the same.
              client.events.removeIf(AccountEvent.StateChanged.class::isInstance);
              phoneSets(Actions.archiving(chat, false, Instant.now()));
              client.until(() -> told(false));
              world.answers(client, anna, world.owner.jid(), "set " + commit);
              return died;
            });
    assertThat(commits).as("commits in which it died").isPositive();
  }

  private void phoneSets(Actions.Wish wish) {
    world.network.phones().find(CrashWorld.TENANT, world.owner.id()).orElseThrow().set(wish);
  }

  /** Where the collections stand: what they say is told before that is durable. */
  private String collections() {
    return client.store.list(RecordKind.APP_STATE).stream()
        .map(record -> record.name() + HexFormat.of().formatHex(record.value()))
        .toList()
        .toString();
  }

  private boolean named(String name) {
    try {
      byte[] stored =
          client.store.read(new RecordKey(RecordKind.CREDENTIALS, "self")).orElseThrow();
      return StoredCredentials.parseFrom(stored).getPushName().equals(name);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean told(boolean archived) {
    return client.heard(AccountEvent.StateChanged.class).stream()
        .anyMatch(
            e ->
                e.change() instanceof AppStateEvent.ChatArchived(Jid _, boolean was)
                    && was == archived);
  }
}

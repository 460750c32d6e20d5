package org.ledplatform.whole;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.storage.Table;
import org.ledplatform.whatsapp.appstate.Actions;
import org.ledplatform.whatsapp.appstate.AppStateEvent;
import org.ledplatform.whatsapp.client.AccountEvent;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.jid.Jid;

/** Our client begins with a snapshot of the app state, over the network's media hosts. */
class SnapshotTest {

  private static final int SETTINGS = 105;

  private final ClientWorld world = new ClientWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void readsASnapshotAndThePatchesBehindItAndWritesOnTopOfThem() {
    Phone owner = world.person("Owner", "+15550000001");
    for (int i = 1; i <= SETTINGS; i++) {
      world.hands(owner).set(Actions.archiving(chat(i), true, world.clock.instant()));
    }
    assertThat(world.storage.list(Table.APP_SNAPSHOTS, "")).hasSize(1);
    world.pair(owner);
    world.passUntil(() -> archived() == SETTINGS);
    assertThat(world.events)
        .noneMatch(e -> e instanceof ClientEvent.Noted(String text) && text.contains("app state"));

    var written = world.client.account().archive(chat(1), false).toCompletableFuture();
    world.passUntil(written::isDone);
    assertThat(written).isCompletedWithValue(null);
    assertThat(world.storage.list(Table.APP_STATES, "")).hasSize(SETTINGS - 100 + 1);
  }

  private long archived() {
    return world.events.stream()
        .filter(
            e ->
                e instanceof AccountEvent.StateChanged(var change)
                    && change instanceof AppStateEvent.ChatArchived)
        .count();
  }

  private static Jid chat(int number) {
    return Jid.parse(15550001000L + number + "@s.whatsapp.net");
  }
}

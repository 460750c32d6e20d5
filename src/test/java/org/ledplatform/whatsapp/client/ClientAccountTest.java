package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.appstate.Actions;
import org.ledplatform.whatsapp.appstate.AppState;
import org.ledplatform.whatsapp.appstate.AppStateCollection;
import org.ledplatform.whatsapp.appstate.AppStateEvent;
import org.ledplatform.whatsapp.appstate.AppStateKeys;
import org.ledplatform.whatsapp.appstate.SharedKeys;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.SyncdPatch;
import org.ledplatform.whatsapp.proto.SyncdVersion;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;

/** Keys, collections and changes of the app state between our phone, the network and the client. */
class ClientAccountTest {

  private static final Jid ANNA = Jid.parse("49151@s.whatsapp.net");
  private static final AppStateCollection LOW = AppStateCollection.REGULAR_LOW;

  private final ClientFixture fixture = new ClientFixture();
  private final TestNetwork network = fixture.network;
  private final MemoryDeviceStore phoneStore = new MemoryDeviceStore();
  private final AppState phone =
      new AppState(phoneStore, new AppStateKeys(phoneStore), new SecureRandom());
  private final List<SyncdPatch> patches = new ArrayList<>();
  private final List<Node> asked = new ArrayList<>();
  private int conflicts;
  private int ids;

  @BeforeEach
  void online() {
    fixture.pairAndLogIn();
    phoneStore.commit(SharedKeys.stored(phoneStore, 1));
    network.answers.put("w:sync:app:state", this::answer);
  }

  private Node answer(Node iq) {
    List<Node> collections = new ArrayList<>();
    for (Node wanted : iq.requireChild("sync").children("collection")) {
      asked.add(wanted);
      collections.add(wanted.child("patch").isPresent() ? take(wanted) : give(wanted));
    }
    return Node.of("sync").holding(collections);
  }

  private Node take(Node collection) {
    Node answer = Node.of("collection").with("name", collection.require("name"));
    if (conflicts > 0 || collection.number("version").orElseThrow() != patches.size()) {
      conflicts--;
      return answer.with("type", "error").adding(Node.of("error").with("code", 409));
    }
    try {
      keep(SyncdPatch.parseFrom(collection.requireChild("patch").bytes()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
    return answer.with("version", patches.size());
  }

  private Node give(Node collection) {
    Node answer = Node.of("collection").with("name", collection.require("name"));
    if (!collection.has("name", LOW.text())) {
      return answer.with("version", 0);
    }
    int from = collection.number("version").orElseThrow().intValue();
    List<Node> found =
        patches.stream().skip(from).map(p -> Node.of("patch", p.toByteArray())).toList();
    return answer.with("version", patches.size()).adding(Node.of("patches").holding(found));
  }

  private void keep(SyncdPatch patch) {
    patches.add(
        patch.toBuilder()
            .setVersion(SyncdVersion.newBuilder().setVersion(patches.size() + 1))
            .build());
    phone.apply(LOW, patches.getLast(), patches.getLast().getMutationsList());
  }

  private void phoneDoes(Actions.Wish wish) {
    keep(phone.write(LOW, List.of(wish.mutation())));
  }

  private void phoneArchives(boolean archived) {
    phoneDoes(Actions.archiving(ANNA, archived, Instant.EPOCH));
  }

  private void shareKeys() {
    fixture.phoneSays("P" + ids++, SharedKeys.share(1));
  }

  private void serverSync() {
    fixture.deliver(
        Node.of("notification", Node.of("collection").with("name", LOW.text()).with("version", 9))
            .with("id", "N" + ids++)
            .with("from", Jid.NETWORK)
            .with("type", "server_sync")
            .with("t", 1));
  }

  private List<AppStateEvent> changes() {
    return fixture.all(AccountEvent.StateChanged.class).stream()
        .map(AccountEvent.StateChanged::change)
        .toList();
  }

  private CompletableFuture<Void> mark(boolean read) {
    var done = fixture.client.account().markRead(ANNA, read).toCompletableFuture();
    network.run();
    return done;
  }

  @Test
  void sharedKeysOpenTheFiveCollections() {
    phoneArchives(true);
    shareKeys();
    assertThat(asked).hasSize(5).allMatch(c -> c.has("return_snapshot", "true"));
    assertThat(changes()).containsExactly(new AppStateEvent.ChatArchived(ANNA, true));
    assertThat(fixture.store.list(RecordKind.APP_STATE_KEY)).hasSize(1);
  }

  @Test
  void aNotificationFetchesWhatIsNewAndOnlyThat() {
    shareKeys();
    phoneArchives(true);
    serverSync();
    phoneArchives(false);
    serverSync();
    assertThat(changes())
        .containsExactly(
            new AppStateEvent.ChatArchived(ANNA, true),
            new AppStateEvent.ChatArchived(ANNA, false));
    assertThat(asked.getLast().has("version", "1")).isTrue();
  }

  @Test
  void aMissingKeyIsAskedForOnceAndThenTheCollectionIsRead() {
    phoneArchives(true);
    network.last().received.clear();
    serverSync();
    serverSync();
    List<Node> toPhone = network.last().received("message");
    assertThat(toPhone).hasSize(1);
    assertThat(toPhone.getFirst().has("category", "peer")).isTrue();
    assertThat(changes()).isEmpty();
    shareKeys();
    assertThat(changes()).containsExactly(new AppStateEvent.ChatArchived(ANNA, true));
  }

  @Test
  void aBrokenPatchIsFetchedAnewTwiceAndThenLeft() {
    shareKeys();
    phoneArchives(true);
    patches.set(
        0, patches.getFirst().toBuilder().setPatchMac(ByteString.copyFrom(new byte[32])).build());
    asked.clear();
    serverSync();
    assertThat(asked).hasSize(3);
    assertThat(changes()).isEmpty();
    assertThat(fixture.store.list(RecordKind.APP_STATE_RECORD)).isEmpty();
  }

  @Test
  void whatWeChangeReachesThePhone() {
    shareKeys();
    var done = fixture.client.account().archive(ANNA, true).toCompletableFuture();
    network.run();
    assertThat(done).isCompleted();
    assertThat(phone.version(LOW)).isEqualTo(1);
    phoneArchives(false);
    serverSync();
    assertThat(changes()).contains(new AppStateEvent.ChatArchived(ANNA, false));
  }

  @Test
  void aChangeThatCameTooLateIsPutOnTopAFewTimes() {
    shareKeys();
    phoneArchives(true);
    assertThat(mark(true)).isCompleted();
    assertThat(phone.version(LOW)).isEqualTo(2);
    conflicts = 100;
    assertThat(mark(false)).isCompletedExceptionally();
    assertThat(conflicts).isEqualTo(95);
  }

  @Test
  void withoutAConnectionOrAKeyNothingIsChanged() {
    var noKey = fixture.client.account().mute(ANNA, true, Optional.empty()).toCompletableFuture();
    network.run();
    assertThat(noKey).isCompletedExceptionally();
    fixture.client.disconnect();
    assertThat(mark(true)).isCompletedExceptionally();
  }

  @Test
  void aNewPushNameOfThePhoneIsOurs() {
    shareKeys();
    phoneDoes(Actions.naming("Robot", Instant.EPOCH));
    serverSync();
    assertThat(fixture.last(ClientEvent.PushNameChanged.class).pushName()).isEqualTo("Robot");
  }
}

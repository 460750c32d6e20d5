package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.MutableClock;
import org.ledplatform.whatsapp.appstate.Actions;
import org.ledplatform.whatsapp.appstate.AppState;
import org.ledplatform.whatsapp.appstate.AppStateCollection;
import org.ledplatform.whatsapp.appstate.AppStateEvent;
import org.ledplatform.whatsapp.appstate.AppStateKeys;
import org.ledplatform.whatsapp.appstate.SharedKeys;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.media.MediaReference;
import org.ledplatform.whatsapp.media.MediaSink;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.ExternalBlobReference;
import org.ledplatform.whatsapp.proto.SyncdPatch;
import org.ledplatform.whatsapp.proto.SyncdSnapshot;
import org.ledplatform.whatsapp.proto.SyncdVersion;
import org.ledplatform.whatsapp.stanza.Queries;
import org.ledplatform.whatsapp.stanza.QueryFailure;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;

/** Snapshots of the app state that are fetched so slowly that others overtake them. */
class LateSnapshotsTest {

  private static final Jid ANNA = Jid.parse("49151@s.whatsapp.net");
  private static final AppStateCollection LOW = AppStateCollection.REGULAR_LOW;

  private final AppState here = state();
  private final AppState there = state();
  private final List<Consumer<Node>> asked = new ArrayList<>();
  private final List<Fetch> fetches = new ArrayList<>();
  private final List<AppStateEvent> told = new ArrayList<>();
  private final AppStateSync sync = sync();
  private final List<SyncdPatch> written = new ArrayList<>();
  private SyncdSnapshot first = SyncdSnapshot.getDefaultInstance();

  /** A file under way. */
  private record Fetch(MediaSink sink, CompletableFuture<Void> done) {
    void brings(SyncdSnapshot snapshot) throws IOException {
      try (OutputStream out = sink.open()) {
        new ByteArrayInputStream(snapshot.toByteArray()).transferTo(out);
      }
      done.complete(null);
    }
  }

  private static AppState state() {
    MemoryDeviceStore store = new MemoryDeviceStore();
    store.commit(SharedKeys.stored(store, 1));
    return new AppState(store, new AppStateKeys(store), new SecureRandom());
  }

  private AppStateSync sync() {
    Queries queries =
        new Queries() {
          @Override
          public void ask(Node iq, Consumer<Node> answered, Consumer<QueryFailure> failed) {
            asked.add(answered);
          }
        };
    return new AppStateSync(
        queries,
        here,
        new AppStateFiles(this::fetch, Runnable::run),
        _ -> {},
        told::add,
        _ -> {},
        new MutableClock());
  }

  private CompletionStage<Void> fetch(MediaReference file, MediaSink sink) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    fetches.add(new Fetch(sink, done));
    return done;
  }

  /** Archived at version 1, which the snapshot is of, and no longer at version 2. */
  @BeforeEach
  void write() {
    write(true);
    first = there.snapshot(LOW, List.of(written.getFirst().getMutations(0).getRecord()));
    write(false);
  }

  private void write(boolean archived) {
    SyncdPatch patch =
        there
            .write(LOW, List.of(Actions.archiving(ANNA, archived, Instant.EPOCH).mutation()))
            .toBuilder()
            .setVersion(SyncdVersion.newBuilder().setVersion(there.version(LOW) + 1))
            .build();
    there.apply(LOW, patch, patch.getMutationsList());
    written.add(patch);
  }

  private static Node answerWithASnapshot() {
    ExternalBlobReference place =
        ExternalBlobReference.newBuilder()
            .setDirectPath("/file")
            .setMediaKey(ByteString.copyFrom(new byte[32]))
            .setFileSha256(ByteString.copyFrom(new byte[32]))
            .setFileEncSha256(ByteString.copyFrom(new byte[32]))
            .build();
    return Node.of(
        "iq",
        Node.of(
            "sync",
            Node.of("collection", Node.of("snapshot", place.toByteArray()))
                .with("name", LOW.text())));
  }

  private void ask() {
    sync.sync(List.of(LOW));
    asked.getLast().accept(answerWithASnapshot());
  }

  private void learnAllMeanwhile() {
    written.forEach(patch -> here.apply(LOW, patch, patch.getMutationsList()));
  }

  @Test
  void oneThatWasOvertakenChangesNothing() throws IOException {
    ask();
    learnAllMeanwhile();
    fetches.getFirst().brings(first);
    assertThat(here.version(LOW)).isEqualTo(2);
    assertThat(told).isEmpty();
    sync.sync(List.of(LOW));
    assertThat(asked).as("the next question is asked").hasSize(2);
  }

  @Test
  void oneThatNobodyOvertookIsTaken() throws IOException {
    ask();
    fetches.getFirst().brings(first);
    assertThat(here.version(LOW)).isEqualTo(1);
    assertThat(told).containsExactly(new AppStateEvent.ChatArchived(ANNA, true));
  }

  @Test
  void aNetworkThatBeganAnewIsFollowed() throws IOException {
    learnAllMeanwhile();
    ask();
    fetches.getFirst().brings(first);
    assertThat(here.version(LOW)).isEqualTo(1);
  }

  @Test
  void oneThatComesAfterTheEndOfItsConnectionIsLeftToTheNext() throws IOException {
    ask();
    sync.over();
    fetches.getFirst().brings(first);
    assertThat(here.version(LOW)).isZero();
    assertThat(told).isEmpty();
  }
}

package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.ManualExecutor;
import org.ledplatform.whatsapp.MutableClock;
import org.ledplatform.whatsapp.history.HistoryItem;
import org.ledplatform.whatsapp.history.HistoryListener;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.media.MediaReference;
import org.ledplatform.whatsapp.media.MediaSink;
import org.ledplatform.whatsapp.message.Contacts;
import org.ledplatform.whatsapp.message.Counted;
import org.ledplatform.whatsapp.message.PeerNotices;
import org.ledplatform.whatsapp.message.Tally;
import org.ledplatform.whatsapp.message.TrustTokens;
import org.ledplatform.whatsapp.proto.HistorySync;
import org.ledplatform.whatsapp.proto.HistorySyncNotification;
import org.ledplatform.whatsapp.proto.ProtocolMessage;
import org.ledplatform.whatsapp.proto.Pushname;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/** The parts of the history: one at a time, in order, whatever their listener does. */
class HistoryInOrderTest {

  private final ManualExecutor lane = new ManualExecutor();
  private final MutableClock clock = new MutableClock();
  private final MemoryDeviceStore store = new MemoryDeviceStore();
  private final PeerNotices notices = new PeerNotices(store);
  private final HistoryTurns turns = new HistoryTurns();
  private final Tally tally = new Tally();
  private final List<Download> downloads = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();
  private final List<ClientEvent> events = new ArrayList<>();
  private HistoryListener listener = item -> heard.add(name(item));
  private PeerNews news = connection();

  /** A file that somebody fetches. */
  private record Download(String path, MediaSink sink, CompletableFuture<Void> done) {
    void arrive(byte[] bytes) {
      try (OutputStream out = sink.open()) {
        out.write(bytes);
        done.complete(null);
      } catch (IOException | RuntimeException e) {
        done.completeExceptionally(e);
      }
    }
  }

  private CompletionStage<Void> fetch(MediaReference file, MediaSink sink) {
    Download download = new Download(file.directPath(), sink, new CompletableFuture<>());
    downloads.add(download);
    return download.done();
  }

  private PeerNews connection() {
    Contacts contacts = new Contacts(store);
    HistoryNews history =
        new HistoryNews(
            this::fetch,
            contacts,
            new TrustTokens(store, contacts, clock),
            i -> listener.hear(i),
            tally,
            lane,
            lane);
    return new PeerNews(notices, contacts, history, turns, events::add, clock);
  }

  private static String name(HistoryItem item) {
    return ((HistoryItem.PastName) item).pushName();
  }

  private static byte[] names(String... names) throws IOException {
    HistorySync.Builder sync = HistorySync.newBuilder();
    for (String name : names) {
      sync.addPushnames(Pushname.newBuilder().setId("1@lid").setPushname(name));
    }
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(zipped)) {
      sync.build().writeTo(deflater);
    }
    return zipped.toByteArray();
  }

  private void announce(String id, HistorySyncNotification.Builder part) {
    ProtocolMessage told = ProtocolMessage.newBuilder().setHistorySyncNotification(part).build();
    store.commit(List.of(StoreChange.put(RecordKind.PEER_NOTICE, id, told.toByteArray())));
  }

  private void announceFile(String id) {
    announce(
        id,
        HistorySyncNotification.newBuilder()
            .setDirectPath("/" + id)
            .setMediaKey(ByteString.copyFrom(new byte[32]))
            .setFileSha256(ByteString.copyFrom(new byte[32]))
            .setFileEncSha256(ByteString.copyFrom(new byte[32]))
            .setFileLength(10));
  }

  private void announceInline(String id, String... names) throws IOException {
    announce(
        id,
        HistorySyncNotification.newBuilder()
            .setInitialHistBootstrapInlinePayload(ByteString.copyFrom(names(names))));
  }

  private void deal() {
    news.dealWithAll();
    lane.runAll();
  }

  private void arrive(int download, String... names) throws IOException {
    downloads.get(download).arrive(names(names));
    lane.runAll();
  }

  @Test
  void oneFileIsFetchedAtATimeInTheOrderInWhichTheyCame() throws IOException {
    announceFile("a");
    announceFile("b");
    announceInline("c", "three");
    deal();
    assertThat(downloads).extracting(Download::path).containsExactly("/a");
    arrive(0, "one");
    assertThat(downloads).extracting(Download::path).containsExactly("/a", "/b");
    assertThat(heard).containsExactly("one");
    arrive(1, "two");
    assertThat(heard).containsExactly("one", "two", "three");
    assertThat(notices.waiting()).isEmpty();
  }

  @Test
  void aFileThatDoesNotComeLetsThoseBehindItGoOnAndIsTriedAgain() throws IOException {
    announceFile("a");
    announceFile("b");
    deal();
    downloads.getFirst().done().completeExceptionally(new IllegalStateException("no host"));
    lane.runAll();
    arrive(1, "two");
    clock.advance(Duration.ofSeconds(31));
    news.tick(clock.instant());
    lane.runAll();
    arrive(2, "one");
    assertThat(heard).containsExactly("two", "one");
  }

  @Test
  void whatAnotherConnectionIsReadingIsNotReadBesideIt() throws IOException {
    announceFile("a");
    announceFile("b");
    deal();
    news.over();
    news = connection();
    deal();
    assertThat(downloads).hasSize(1);
    arrive(0, "one");
    assertThat(downloads).extracting(Download::path).containsExactly("/a", "/b");
    arrive(1, "two");
    assertThat(heard).containsExactly("one", "two");
    assertThat(notices.waiting()).isEmpty();
  }

  @Test
  void manyPartsThatEndAtOnceDoNotDeepenTheStack() {
    for (int i = 0; i < 20_000; i++) {
      announce("e" + i, HistorySyncNotification.newBuilder());
    }
    deal();
    assertThat(notices.waiting()).isEmpty();
    assertThat(events).hasSize(20_000);
  }

  @Test
  void aListenerThatThrowsHearsTheRestAndThenThePartAgain() throws IOException {
    announceInline("a", "one", "bad", "three");
    announceInline("b", "four");
    listener =
        item -> {
          if (name(item).equals("bad") && heard.size() < 3) {
            throw new IllegalStateException("the listener is not well");
          }
          heard.add(name(item));
        };
    deal();
    assertThat(heard).containsExactly("one", "three", "four");
    assertThat(tally.of(Counted.LISTENER_FAILED)).isEqualTo(1);
    assertThat(notices.waiting()).hasSize(1);
    clock.advance(Duration.ofSeconds(31));
    news.tick(clock.instant());
    lane.runAll();
    assertThat(heard).containsExactly("one", "three", "four", "one", "bad", "three");
    assertThat(notices.waiting()).isEmpty();
  }

  @Test
  void aListenerThatAlwaysThrowsDoesNotKeepAPartForEver() throws IOException {
    announceInline("a", "bad");
    listener =
        item -> {
          throw new IllegalStateException(Jid.parse("1@lid").user());
        };
    deal();
    for (int i = 0; i < 40; i++) {
      clock.advance(Duration.ofSeconds(30));
      news.tick(clock.instant());
      lane.runAll();
    }
    assertThat(tally.of(Counted.LISTENER_FAILED)).isEqualTo(6);
    assertThat(notices.waiting()).isEmpty();
    assertThat(events)
        .containsExactly(
            new ClientEvent.Noted(
                "A part of the history was not read: whoever hears it failed 1 times"));
  }

  @Test
  void anErrorOfTheMachineDoesNotStopThePartsBehind() throws IOException {
    announceInline("a", "one");
    announceInline("b", "two");
    listener =
        item -> {
          if (name(item).equals("one") && heard.isEmpty()) {
            throw new StackOverflowError();
          }
          heard.add(name(item));
        };
    deal();
    assertThat(heard).containsExactly("two");
    assertThat(notices.waiting()).hasSize(1);
  }
}

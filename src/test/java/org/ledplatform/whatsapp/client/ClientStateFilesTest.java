package org.ledplatform.whatsapp.client;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.appstate.Actions;
import org.ledplatform.whatsapp.appstate.AppState;
import org.ledplatform.whatsapp.appstate.AppStateCollection;
import org.ledplatform.whatsapp.appstate.AppStateEvent;
import org.ledplatform.whatsapp.appstate.AppStateKeys;
import org.ledplatform.whatsapp.appstate.SharedKeys;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.media.MediaAccess;
import org.ledplatform.whatsapp.media.MediaHosts;
import org.ledplatform.whatsapp.media.MediaKind;
import org.ledplatform.whatsapp.media.MediaReference;
import org.ledplatform.whatsapp.media.MediaUpload;
import org.ledplatform.whatsapp.media.MemoryMediaHosts;
import org.ledplatform.whatsapp.media.MemoryMediaHosts.Behaviour;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.ExternalBlobReference;
import org.ledplatform.whatsapp.proto.HistorySync;
import org.ledplatform.whatsapp.proto.HistorySyncNotification;
import org.ledplatform.whatsapp.proto.PhoneNumberToLidMapping;
import org.ledplatform.whatsapp.proto.ProtocolMessage;
import org.ledplatform.whatsapp.proto.SyncdMutations;
import org.ledplatform.whatsapp.proto.SyncdPatch;
import org.ledplatform.whatsapp.proto.SyncdVersion;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;

/** History and app state that lie as files at the media hosts. */
class ClientStateFilesTest {

  private static final String HOST = "mmg.test";
  private static final Jid ANNA = Jid.parse("49151@s.whatsapp.net");
  private static final AppStateCollection LOW = AppStateCollection.REGULAR_LOW;

  private final ClientFixture fixture = new ClientFixture();
  private final TestNetwork network = fixture.network;
  private final MemoryMediaHosts hosts = new MemoryMediaHosts();

  @BeforeEach
  void online() {
    fixture.configured = config -> config.withMedia(MediaAccess.namedHostsOnly(hosts));
    fixture.client = fixture.newClient();
    network.answers.put(
        "w:m",
        _ ->
            Node.of("media_conn", Node.of("host").with("hostname", HOST))
                .with("auth", "a")
                .with("ttl", 3600)
                .with("auth_ttl", 3600));
    fixture.pairAndLogIn();
  }

  private MediaReference upload(MediaKind kind, byte[] file) {
    byte[] key = new byte[32];
    key[0] = 1;
    return new MediaUpload(kind, key, () -> new ByteArrayInputStream(file))
        .send(
            MediaAccess.namedHostsOnly(hosts),
            new MediaHosts("a", List.of(HOST), Instant.MAX),
            Instant.EPOCH);
  }

  private void phoneAnnouncesHistory() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(zipped)) {
      HistorySync.newBuilder()
          .addPhoneNumberToLidMappings(
              PhoneNumberToLidMapping.newBuilder()
                  .setPnJid("49155@s.whatsapp.net")
                  .setLidJid("555@lid"))
          .build()
          .writeTo(deflater);
    }
    MediaReference file = upload(MediaKind.HISTORY, zipped.toByteArray());
    fixture.phoneSays(
        "H1",
        ProtocolMessage.newBuilder()
            .setType(ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION)
            .setHistorySyncNotification(
                HistorySyncNotification.newBuilder()
                    .setProgress(40)
                    .setDirectPath(file.directPath())
                    .setMediaKey(ByteString.copyFrom(file.mediaKey()))
                    .setFileSha256(ByteString.copyFrom(file.fileSha256()))
                    .setFileEncSha256(ByteString.copyFrom(file.encryptedSha256()))
                    .setFileLength(file.length()))
            .build());
  }

  private void unreachable(int times) {
    for (int i = 0; i < times; i++) {
      hosts.behave(HOST, new Behaviour.Status(404));
    }
  }

  private long notices() {
    return fixture.store.list(RecordKind.PEER_NOTICE).size();
  }

  @Test
  void aPartOfTheHistoryInAFileIsFetchedAndRead() throws IOException {
    phoneAnnouncesHistory();
    assertThat(fixture.all(AccountEvent.HistoryRead.class))
        .containsExactly(new AccountEvent.HistoryRead("INITIAL_BOOTSTRAP", 40));
    assertThat(fixture.history).hasSize(1);
    assertThat(fixture.store.list(RecordKind.LID_MAPPING))
        .anyMatch(r -> r.name().equals("555@lid"));
    assertThat(notices()).isZero();
  }

  @Test
  void aPartThatDoesNotComeIsTriedAgainAfterAPause() throws IOException {
    hosts.behave(HOST, new Behaviour.IgnoreRange(), new Behaviour.Corrupt());
    phoneAnnouncesHistory();
    assertThat(fixture.history).isEmpty();
    assertThat(notices()).isEqualTo(1);
    fixture.advance(Duration.ofSeconds(29));
    assertThat(fixture.history).isEmpty();
    fixture.advance(Duration.ofSeconds(2));
    assertThat(fixture.history).hasSize(1);
    assertThat(notices()).isZero();
  }

  @Test
  void aPartThatDoesNotComeOutlivesTheProcess() throws IOException {
    // The test's own upload meets the first of these.
    hosts.behave(HOST, new Behaviour.IgnoreRange(), new Behaviour.Status(404));
    phoneAnnouncesHistory();
    fixture.restart();
    assertThat(notices()).isEqualTo(1);
    fixture.connect();
    assertThat(fixture.history).hasSize(1);
    assertThat(notices()).isZero();
  }

  @Test
  void afterSixTriesThroughRestartsAPartIsLeftWithANote() throws IOException {
    hosts.behave(HOST, new Behaviour.IgnoreRange());
    unreachable(100);
    phoneAnnouncesHistory();
    for (int i = 0; i < 3; i++) {
      fixture.restart();
      fixture.connect();
    }
    assertThat(notices()).isEqualTo(1);
    for (int i = 0; i < 40; i++) {
      fixture.advance(Duration.ofSeconds(30));
    }
    assertThat(hosts.asked().stream().filter(a -> a.startsWith("GET"))).hasSize(6);
    assertThat(notices()).isZero();
    assertThat(fixture.store.list(RecordKind.STATE))
        .noneMatch(r -> r.name().startsWith("notice-tries"));
    assertThat(fixture.all(ClientEvent.Noted.class))
        .filteredOn(n -> n.text().startsWith("A part of the history was not read"))
        .hasSize(1);
  }

  @Test
  void aLongPatchInAFileIsFetchedAndAgainWhenItDoesNotCome() {
    SyncdPatch patch = archivingOfAnnaInAFile();
    network.answers.put("w:sync:app:state", iq -> patchesFor(iq, patch));
    hosts.behave(HOST, new Behaviour.Status(404));
    fixture.phoneSays("K1", SharedKeys.share(1));
    assertThat(fixture.all(AccountEvent.StateChanged.class)).isEmpty();
    fixture.advance(Duration.ofSeconds(31));
    assertThat(fixture.all(AccountEvent.StateChanged.class))
        .containsExactly(new AccountEvent.StateChanged(new AppStateEvent.ChatArchived(ANNA, true)));
  }

  @Test
  void anAnswerWithTooManyPatchesHarmsNothingAndIsNotAskedForWithoutEnd() {
    SyncdPatch stale = SyncdPatch.getDefaultInstance();
    network.answers.put("w:sync:app:state", iq -> patchesFor(iq, nCopies(50_000, stale)));
    fixture.phoneSays("K1", SharedKeys.share(1));
    assertThat(network.last().receivedIqs("w:sync:app:state")).hasSize(1);
    SyncdPatch patch = archivingOfAnnaInAFile();
    network.answers.put("w:sync:app:state", iq -> patchesFor(iq, patch));
    fixture.phoneSays("K2", SharedKeys.share(1));
    assertThat(fixture.all(AccountEvent.StateChanged.class)).hasSize(1);
  }

  private static Node patchesFor(Node iq, SyncdPatch patch) {
    return patchesFor(iq, List.of(patch));
  }

  private static Node patchesFor(Node iq, List<SyncdPatch> patches) {
    List<Node> inline = patches.stream().map(p -> Node.of("patch", p.toByteArray())).toList();
    List<Node> collections =
        iq.requireChild("sync").children("collection").stream()
            .map(
                wanted -> {
                  Node answer = Node.of("collection").with("name", wanted.require("name"));
                  return wanted.has("name", LOW.text()) && wanted.has("version", "0")
                      ? answer.adding(Node.of("patches").holding(inline))
                      : answer;
                })
            .toList();
    return Node.of("sync").holding(collections);
  }

  private SyncdPatch archivingOfAnnaInAFile() {
    MemoryDeviceStore store = new MemoryDeviceStore();
    store.commit(SharedKeys.stored(store, 1));
    SyncdPatch patch =
        new AppState(store, new AppStateKeys(store), new SecureRandom())
            .write(LOW, List.of(Actions.archiving(ANNA, true, Instant.EPOCH).mutation()));
    MediaReference file =
        upload(
            MediaKind.APP_STATE,
            SyncdMutations.newBuilder()
                .addAllMutations(patch.getMutationsList())
                .build()
                .toByteArray());
    return patch.toBuilder()
        .clearMutations()
        .setVersion(SyncdVersion.newBuilder().setVersion(1))
        .setExternalMutations(
            ExternalBlobReference.newBuilder()
                .setDirectPath(file.directPath())
                .setMediaKey(ByteString.copyFrom(file.mediaKey()))
                .setFileSha256(ByteString.copyFrom(file.fileSha256()))
                .setFileEncSha256(ByteString.copyFrom(file.encryptedSha256()))
                .setFileSizeBytes(file.length()))
        .build();
  }
}

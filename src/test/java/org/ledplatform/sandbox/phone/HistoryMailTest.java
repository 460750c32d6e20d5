package org.ledplatform.sandbox.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.sandbox.SandboxFixture.TENANT;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.Companion;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.sandbox.media.MediaSettings;
import org.ledplatform.whatsapp.media.MediaKind;
import org.ledplatform.whatsapp.media.MediaReference;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.Conversation;
import org.ledplatform.whatsapp.proto.DeviceProps;
import org.ledplatform.whatsapp.proto.HistorySync;
import org.ledplatform.whatsapp.proto.HistorySyncConfig;
import org.ledplatform.whatsapp.proto.HistorySyncNotification;
import org.ledplatform.whatsapp.proto.HistorySyncType;
import org.ledplatform.whatsapp.proto.Pushname;

/** What a phone tells new companions of its past, and how (protocol §6.9). */
class HistoryMailTest {

  private static final DeviceProps INLINE =
      DeviceProps.newBuilder()
          .setHistorySyncConfig(
              HistorySyncConfig.newBuilder().setInlineInitialPayloadInE2EeMsg(true))
          .build();
  private static final DeviceProps FILES = DeviceProps.getDefaultInstance();
  private static final DeviceProps EVERYTHING =
      DeviceProps.newBuilder().setRequireFullSync(true).build();

  private final SandboxFixture sandbox = new SandboxFixture();
  private final Phone ada = sandbox.slowReader("Ada");
  private final Phone bob = sandbox.phone("Bob");

  @AfterEach
  void close() {
    sandbox.close();
  }

  private void openHosts() throws IOException {
    sandbox.network().media().open(MediaSettings.LOCAL);
  }

  private void write(Phone from, Phone to, int first, int last) {
    for (int i = first; i <= last; i++) {
      sandbox.control().send(TENANT, from.id(), SendRequest.text(to.id(), "text " + i));
    }
  }

  private static List<String> texts(int newest, int oldest) {
    return IntStream.iterate(newest, i -> i >= oldest, i -> i - 1)
        .mapToObj(i -> "text " + i)
        .toList();
  }

  /** What a new companion of Ada's is told about the past. */
  private List<HistorySyncNotification> told(DeviceProps props, int parts) {
    Companion companion = Companion.pair(sandbox, ada.id(), props);
    List<HistorySyncNotification> told = new ArrayList<>();
    try (RawClient client = companion.goOnline()) {
      companion.decrypt(client.await("message"));
      for (int i = 0; i < parts; i++) {
        told.add(
            companion
                .decrypt(client.await("message"))
                .getProtocolMessage()
                .getHistorySyncNotification());
      }
      client.send(Node.of("iq").with("id", "end").with("xmlns", "w:p").with("type", "get"));
      assertThat(client.awaitAll("iq")).noneMatch(n -> n.has("category", "peer"));
    }
    return told;
  }

  private HistorySync read(HistorySyncNotification told) {
    byte[] deflated =
        told.hasInitialHistBootstrapInlinePayload()
            ? told.getInitialHistBootstrapInlinePayload().toByteArray()
            : sandbox.network().media().forPhones(TENANT).download(file(told));
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
      HistorySync part = HistorySync.parseFrom(in);
      assertThat(part.getSyncType()).isEqualTo(told.getSyncType());
      assertThat(part.getChunkOrder()).isEqualTo(told.getChunkOrder());
      assertThat(part.getProgress()).isEqualTo(told.getProgress());
      return part;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static MediaReference file(HistorySyncNotification told) {
    return new MediaReference(
        MediaKind.HISTORY,
        "",
        told.getDirectPath(),
        told.getMediaKey().toByteArray(),
        told.getFileSha256().toByteArray(),
        told.getFileEncSha256().toByteArray(),
        told.getFileLength(),
        Instant.EPOCH);
  }

  private static List<String> texts(Conversation chat) {
    return chat.getMessagesList().stream()
        .map(m -> m.getMessage().getMessage().getConversation())
        .toList();
  }

  @Test
  void whatIsSmallComesInsideOfTheNotificationToWhoReadsIt() throws Exception {
    openHosts();
    write(bob, ada, 1, 3);
    sandbox.shows(ada, 3);
    HistorySyncNotification told = told(INLINE, 1).getFirst();
    assertThat(told.getDirectPath()).isEmpty();
    HistorySync part = read(told);
    assertThat(part.getSyncType()).isEqualTo(HistorySyncType.INITIAL_BOOTSTRAP);
    assertThat(part.getPhoneNumberToLidMappingsCount()).isEqualTo(2);
    assertThat(part.getPushnamesList()).extracting(Pushname::getPushname).contains("Bob");
    Conversation chat = part.getConversations(0);
    assertThat(chat.getId()).isEqualTo(bob.jid());
    assertThat(chat.getLidJid()).isEqualTo(bob.lid());
    assertThat(chat.getUnreadCount()).isEqualTo(3);
    assertThat(texts(chat)).containsExactlyElementsOf(texts(3, 1));
  }

  @Test
  void othersGetFiles() throws Exception {
    openHosts();
    write(ada, bob, 1, 2);
    List<HistorySyncNotification> told = told(FILES, 2);
    assertThat(told)
        .extracting(HistorySyncNotification::getSyncType)
        .containsExactly(HistorySyncType.INITIAL_BOOTSTRAP, HistorySyncType.PUSH_NAME);
    assertThat(told).noneMatch(HistorySyncNotification::hasInitialHistBootstrapInlinePayload);
    assertThat(texts(read(told.getFirst()).getConversations(0)))
        .containsExactlyElementsOf(texts(2, 1));
    assertThat(read(told.getLast()).getPushnamesList())
        .extracting(Pushname::getPushname)
        .containsExactlyInAnyOrder("Ada", "Bob");
  }

  @Test
  void whatIsNotTheNewestFollowsInChunksAndWhatIsOldToWhoWantsIt() throws Exception {
    openHosts();
    write(ada, bob, 1, 210);
    sandbox.clock().advance(Duration.ofDays(100));
    write(ada, bob, 211, 480);

    List<HistorySyncNotification> told = told(EVERYTHING, 6);
    assertThat(told)
        .extracting(HistorySyncNotification::getSyncType)
        .containsExactly(
            HistorySyncType.INITIAL_BOOTSTRAP,
            HistorySyncType.PUSH_NAME,
            HistorySyncType.RECENT,
            HistorySyncType.RECENT,
            HistorySyncType.FULL,
            HistorySyncType.FULL);
    assertThat(told.subList(2, 6))
        .extracting(HistorySyncNotification::getChunkOrder)
        .containsExactly(1, 2, 1, 2);
    assertThat(told.subList(2, 6))
        .extracting(HistorySyncNotification::getProgress)
        .containsExactly(50, 100, 50, 100);
    List<String> all =
        told.stream()
            .flatMap(part -> read(part).getConversationsList().stream())
            .flatMap(chat -> texts(chat).stream())
            .toList();
    assertThat(all).containsExactlyElementsOf(texts(480, 1));
    assertThat(told(FILES, 4))
        .extracting(HistorySyncNotification::getSyncType)
        .doesNotContain(HistorySyncType.FULL);
  }

  @Test
  void withoutHostsWhoReadsNothingInsideIsToldThatThereIsNothing() {
    write(ada, bob, 1, 2);
    assertThat(texts(read(told(INLINE, 1).getFirst()).getConversations(0)))
        .containsExactlyElementsOf(texts(2, 1));
    HistorySyncNotification told = told(FILES, 1).getFirst();
    assertThat(told.getSyncType()).isEqualTo(HistorySyncType.NON_BLOCKING_DATA);
    assertThat(told.getDirectPath()).isEmpty();
  }
}

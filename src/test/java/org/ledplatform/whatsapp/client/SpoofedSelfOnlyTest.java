package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Counted;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.AppStateSyncKey;
import org.ledplatform.whatsapp.proto.AppStateSyncKeyData;
import org.ledplatform.whatsapp.proto.AppStateSyncKeyId;
import org.ledplatform.whatsapp.proto.AppStateSyncKeyRequest;
import org.ledplatform.whatsapp.proto.AppStateSyncKeyShare;
import org.ledplatform.whatsapp.proto.DeviceSentMessage;
import org.ledplatform.whatsapp.proto.FutureProofMessage;
import org.ledplatform.whatsapp.proto.HistorySyncNotification;
import org.ledplatform.whatsapp.proto.LIDMigrationMapping;
import org.ledplatform.whatsapp.proto.LIDMigrationMappingSyncMessage;
import org.ledplatform.whatsapp.proto.LIDMigrationMappingSyncPayload;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestMessage;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestResponseMessage;
import org.ledplatform.whatsapp.proto.ProtocolMessage;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * A corpus of what only devices of our own account may say, from every kind of sender that is not
 * our phone: nothing of it has an effect (CVE-2026-48063).
 */
class SpoofedSelfOnlyTest {

  private static final Jid VICTIM = Jid.parse("49999@s.whatsapp.net");

  /** What decrypting and remembering a message writes anyway. */
  private static final Set<RecordKind> OF_THE_RATCHET =
      Set.of(
          RecordKind.RING,
          RecordKind.SEEN,
          RecordKind.SIGNAL_SESSION,
          RecordKind.IDENTITY,
          RecordKind.DEVICE_INDEX,
          RecordKind.PRE_KEY);

  private final ClientFixture fixture = new ClientFixture();
  private final TestNetwork network = fixture.network;
  private final RemoteDevice falsePhone = new RemoteDevice(TestNetwork.OWN_LID.withDevice(0));
  private final RemoteDevice companion = RemoteDevice.companion(9, fixture.phone);
  private int ids;

  @BeforeEach
  void online() {
    fixture.pairAndLogIn();
    network.preKeyCount = 0;
    fixture.restart();
    fixture.connect();
    companion.begin(TestNetwork.OWN_LID, network.last().receivedIqs("encrypt").getLast());
  }

  static Map<String, ProtocolMessage> corpus() {
    var key =
        AppStateSyncKey.newBuilder()
            .setKeyId(AppStateSyncKeyId.newBuilder().setKeyId(ByteString.copyFromUtf8("spoof!")))
            .setKeyData(
                AppStateSyncKeyData.newBuilder().setKeyData(ByteString.copyFrom(new byte[32])));
    var mapping =
        LIDMigrationMappingSyncPayload.newBuilder()
            .addPnToLidMappings(LIDMigrationMapping.newBuilder().setPn(49999).setAssignedLid(100))
            .build()
            .toByteString();
    Map<String, ProtocolMessage> all = new LinkedHashMap<>();
    all.put(
        "history",
        of(
            ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION,
            b -> b.setHistorySyncNotification(HistorySyncNotification.getDefaultInstance())));
    all.put(
        "key share",
        of(
            ProtocolMessage.Type.APP_STATE_SYNC_KEY_SHARE,
            b -> b.setAppStateSyncKeyShare(AppStateSyncKeyShare.newBuilder().addKeys(key))));
    all.put(
        "key request",
        of(
            ProtocolMessage.Type.APP_STATE_SYNC_KEY_REQUEST,
            b -> b.setAppStateSyncKeyRequest(AppStateSyncKeyRequest.getDefaultInstance())));
    all.put(
        "migration",
        of(
            ProtocolMessage.Type.LID_MIGRATION_MAPPING_SYNC,
            b ->
                b.setLidMigrationMappingSyncMessage(
                    LIDMigrationMappingSyncMessage.newBuilder()
                        .setEncodedMappingPayload(mapping))));
    all.put(
        "peer request",
        of(
            ProtocolMessage.Type.PEER_DATA_OPERATION_REQUEST_MESSAGE,
            b ->
                b.setPeerDataOperationRequestMessage(
                    PeerDataOperationRequestMessage.getDefaultInstance())));
    all.put(
        "peer response",
        of(
            ProtocolMessage.Type.PEER_DATA_OPERATION_REQUEST_RESPONSE_MESSAGE,
            b ->
                b.setPeerDataOperationRequestResponseMessage(
                    PeerDataOperationRequestResponseMessage.getDefaultInstance())));
    all.put("fatal", of(ProtocolMessage.Type.APP_STATE_FATAL_EXCEPTION_NOTIFICATION, b -> b));
    all.put("backfill", of(ProtocolMessage.Type.MSG_FANOUT_BACKFILL_REQUEST, b -> b));
    all.put(
        "content without its type",
        of(
            ProtocolMessage.Type.REVOKE,
            b ->
                b.setLidMigrationMappingSyncMessage(
                    LIDMigrationMappingSyncMessage.newBuilder()
                        .setEncodedMappingPayload(mapping))));
    all.put("type without its content", of(ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION, b -> b));
    return all;
  }

  private static ProtocolMessage of(
      ProtocolMessage.Type type, UnaryOperator<ProtocolMessage.Builder> content) {
    return content.apply(ProtocolMessage.newBuilder().setType(type)).build();
  }

  /**
   * As it is, wrapped few and many times, as an edit, and as something our own phone sent. What
   * nests even deeper is not read at all: see {@link DeepMessagesTest}.
   */
  private static List<Message> disguises(ProtocolMessage told) {
    Message plain = Message.newBuilder().setProtocolMessage(told).build();
    Message edit =
        Message.newBuilder()
            .setProtocolMessage(
                ProtocolMessage.newBuilder()
                    .setType(ProtocolMessage.Type.MESSAGE_EDIT)
                    .setEditedMessage(plain))
            .build();
    Message sent =
        Message.newBuilder()
            .setDeviceSentMessage(
                DeviceSentMessage.newBuilder().setDestinationJid("100@lid").setMessage(plain))
            .build();
    return Stream.of(
            plain,
            wrapped(plain, 1),
            wrapped(plain, 5),
            wrapped(plain, 6),
            wrapped(plain, 25),
            edit,
            wrapped(edit, 2),
            sent,
            wrapped(sent, 3))
        .toList();
  }

  private static Message wrapped(Message inner, int times) {
    var once = FutureProofMessage.newBuilder().setMessage(inner);
    return times == 0
        ? inner
        : wrapped(Message.newBuilder().setEphemeralMessage(once).build(), times - 1);
  }

  /** What the store holds besides ratchets and names of messages. */
  private Map<String, Integer> effects() {
    Map<String, Integer> all = new LinkedHashMap<>();
    Arrays.stream(RecordKind.values())
        .filter(kind -> !OF_THE_RATCHET.contains(kind))
        .forEach(
            kind ->
                fixture
                    .store
                    .list(kind)
                    .forEach(r -> all.put(kind + " " + r.name(), Arrays.hashCode(r.value()))));
    return all;
  }

  private void nothingHappens(RemoteDevice sender, UnaryOperator<Node> outside) {
    corpus()
        .forEach(
            (name, told) -> {
              for (Message message : disguises(told)) {
                check(name, sender, message, outside);
              }
            });
  }

  private void check(
      String name, RemoteDevice sender, Message message, UnaryOperator<Node> outside) {
    Map<String, Integer> before = effects();
    long counted = dropped();
    fixture.events.clear();
    network.last().received.clear();
    Node stanza =
        ClientFixture.stanza("S" + ids++, sender, sender.encrypt(TestNetwork.OWN_LID, message));
    fixture.deliver(outside.apply(stanza.with("category", "peer")));
    assertThat(effects()).as(name).isEqualTo(before);
    assertThat(dropped()).as(name).isEqualTo(counted + 1);
    assertThat(fixture.events).as(name).allMatch(e -> e instanceof ClientEvent.Noted);
    assertThat(network.last().received("receipt"))
        .as(name)
        .noneMatch(n -> n.has("type", "hist_sync"));
    assertThat(network.last().received("ack")).as(name).hasSize(1);
  }

  private long dropped() {
    return fixture.client.statistics().values().stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void nothingFromAStrangerOrAContactInAnyChat() {
    nothingHappens(fixture.anna, stanza -> stanza);
    nothingHappens(fixture.anna, s -> s.with("from", "1@g.us").with("participant", "100@lid"));
    nothingHappens(
        fixture.anna, s -> s.with("from", "status@broadcast").with("participant", "100@lid"));
  }

  @Test
  void nothingFromACompanionOfAContact() {
    nothingHappens(fixture.annaDesk, stanza -> stanza);
  }

  @Test
  void nothingFromAPhoneNumber() {
    fixture.deliver(
        fixture
            .text(fixture.anna, "A1", "hello")
            .with("from", "49151@s.whatsapp.net")
            .with("sender_lid", "100@lid"));
    nothingHappens(
        fixture.anna,
        stanza -> stanza.with("from", "49151@s.whatsapp.net").with("sender_lid", "100@lid"));
  }

  @Test
  void nothingFromAnotherCompanionOfOurs() {
    nothingHappens(companion, stanza -> stanza);
  }

  @Test
  void nothingFromOurOwnNumberAtAnotherServer() {
    RemoteDevice hosted = new RemoteDevice(Jid.parse(TestNetwork.OWN.user() + "@hosted"));
    network.preKeyCount = 0;
    fixture.restart();
    fixture.connect();
    hosted.begin(TestNetwork.OWN_LID, network.last().receivedIqs("encrypt").getLast());
    nothingHappens(hosted, stanza -> stanza);
  }

  @Test
  void nothingFromOurPhoneWithoutTheCategoryOrWithARecipient() {
    nothingHappens(fixture.phone, stanza -> stanza.with("category", "none"));
    nothingHappens(fixture.phone, stanza -> stanza.with("recipient", "100@lid"));
    nothingHappens(fixture.phone, s -> s.with("from", "1@g.us").with("participant", "900@lid"));
  }

  @Test
  void nothingFromWhoeverTakesThePlaceOfOurPhone() {
    network.preKeyCount = 0;
    fixture.restart();
    fixture.connect();
    falsePhone.begin(TestNetwork.OWN_LID, network.last().receivedIqs("encrypt").getLast());
    nothingHappens(falsePhone, stanza -> stanza);
    assertThat(fixture.client.statistics()).containsEntry(Counted.SELF_ONLY_DROPPED, 0L);
    assertThat(fixture.client.statistics().get(Counted.FALSE_PHONE_DROPPED)).isPositive();
  }

  @Test
  void anIdentityThatWasFoistedOnUsDoesNotSilenceOurPhone() {
    fixture.store.commit(List.of(StoreChange.put(RecordKind.IDENTITY, "900_1.0", new byte[32])));
    whatOurPhoneItselfTellsIsHeard();
  }

  @Test
  void whatOurPhoneItselfTellsIsHeard() {
    fixture.deliver(
        ClientFixture.stanza(
                "P1",
                fixture.phone,
                fixture.phone.encrypt(
                    TestNetwork.OWN_LID,
                    Message.newBuilder().setProtocolMessage(corpus().get("migration")).build()))
            .with("category", "peer"));
    assertThat(fixture.store.list(RecordKind.LID_MAPPING))
        .anyMatch(r -> r.name().equals(VICTIM.toString()));
    assertThat(fixture.store.list(RecordKind.PEER_NOTICE)).isEmpty();
    assertThat(dropped()).isZero();
  }
}

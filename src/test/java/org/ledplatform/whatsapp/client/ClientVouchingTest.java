package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.ADVSignedDeviceIdentity;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoredRecord;

/** First messages of companions, whose accounts must vouch for them (protocol §5.2, §8.5). */
class ClientVouchingTest {

  private static final Jid GROUP = Jid.parse("120363@g.us");

  private final ClientFixture fixture = new ClientFixture();
  private final TestNetwork network = fixture.network;
  private Node upload;
  private int begun;

  @BeforeEach
  void online() {
    fixture.pairAndLogIn();
    network.preKeyCount = 0;
    fixture.restart();
    fixture.connect();
    network.preKeyCount = 50;
    upload = network.last().receivedIqs("encrypt").getLast();
    network.last().received.clear();
  }

  private RemoteDevice ready(RemoteDevice device) {
    device.begin(TestNetwork.OWN_LID, upload, begun++);
    return device;
  }

  private static Message text(String text) {
    return Message.newBuilder().setConversation(text).build();
  }

  private Node bare(RemoteDevice from, String id) {
    return ClientFixture.stanza(
        id, from.jid, from.encrypt(TestNetwork.OWN_LID, text("text of " + id)));
  }

  private static Node showing(Node stanza, byte[] papers) {
    return stanza.adding(Node.of("device-identity", papers));
  }

  private List<String> texts() {
    return fixture.all(ClientEvent.MessageReceived.class).stream()
        .map(e -> e.message().text())
        .toList();
  }

  /** What is kept besides how often a message was asked for again. */
  private Map<String, Integer> kept() {
    Map<String, Integer> all = new LinkedHashMap<>();
    Arrays.stream(RecordKind.values())
        .filter(kind -> kind != RecordKind.RETRY_ASKED && kind != RecordKind.RING)
        .forEach(
            kind ->
                fixture
                    .store
                    .list(kind)
                    .forEach(r -> all.put(kind + " " + r.name(), Arrays.hashCode(r.value()))));
    return all;
  }

  private void refused(Node stanza) {
    Map<String, Integer> before = kept();
    fixture.events.clear();
    network.last().received.clear();
    fixture.deliver(stanza);
    assertThat(texts()).isEmpty();
    assertThat(kept()).isEqualTo(before);
    assertThat(fixture.last(ClientEvent.MessageUndecryptable.class).reason())
        .isEqualTo("UnvouchedDeviceException");
    assertThat(network.last().received("receipt"))
        .singleElement()
        .satisfies(r -> assertThat(r.requireChild("retry").has("error", "12")).isTrue());
  }

  @Test
  void aCompanionThatItsAccountVouchesForIsHeardAndAPhoneNeedsNobody() {
    fixture.deliver(bare(fixture.anna, "A1"));
    fixture.deliver(fixture.text(ready(fixture.annaDesk), "A2", "from the desk"));
    assertThat(texts()).containsExactly("text of A1", "from the desk");
  }

  @Test
  void whatShowsNothingOrNothingGoodIsRefusedAndChangesNothing() throws Exception {
    fixture.deliver(bare(fixture.anna, "A1"));
    RemoteDevice desk = ready(fixture.annaDesk);
    ADVSignedDeviceIdentity good = ADVSignedDeviceIdentity.parseFrom(desk.papers());
    refused(bare(desk, "B1"));
    refused(showing(bare(desk, "B2"), new byte[0]));
    refused(showing(bare(desk, "B3"), new byte[] {1, 2, 3}));
    refused(
        showing(bare(desk, "B4"), good.toBuilder().clearAccountSignature().build().toByteArray()));
    refused(
        showing(bare(desk, "B5"), good.toBuilder().clearDeviceSignature().build().toByteArray()));
    refused(showing(bare(desk, "B6"), RemoteDevice.companion(8, fixture.anna).papers()));
    fixture.deliver(showing(bare(desk, "B7"), good.toByteArray()));
    assertThat(texts()).containsExactly("text of B7");
  }

  @Test
  void theAccountsKeyMayBeLeftOutWhereThePhoneIsKnown() throws Exception {
    RemoteDevice desk = ready(fixture.annaDesk);
    byte[] trimmed =
        ADVSignedDeviceIdentity.parseFrom(desk.papers()).toBuilder()
            .clearAccountSignatureKey()
            .build()
            .toByteArray();
    network.devices.remove(fixture.anna.jid);
    refused(showing(bare(desk, "A1"), trimmed));
    fixture.deliver(bare(fixture.anna, "A2"));
    fixture.deliver(showing(bare(desk, "A3"), trimmed));
    assertThat(texts()).containsExactly("text of A2", "text of A3");
  }

  @Test
  void aGroupMessageOfSuchADeviceIsNotReadUnderAKeyOfBeforeEither() {
    RemoteDevice desk = ready(fixture.annaDesk);
    Node key = desk.encrypt(TestNetwork.OWN_LID, desk.introduction(GROUP));
    fixture.deliver(desk.vouched(group("G1", desk, key)));
    Node again = desk.encrypt(TestNetwork.OWN_LID, desk.introduction(GROUP));
    refused(group("G2", desk, again, desk.encryptForGroup(GROUP, text("sneaked in"))));
    fixture.deliver(group("G3", desk, desk.encryptForGroup(GROUP, text("as before"))));
    assertThat(texts()).containsExactly("as before");
  }

  private static Node group(String id, RemoteDevice from, Node... parts) {
    return Node.of("message", parts)
        .with("id", id)
        .with("from", GROUP)
        .with("participant", from.jid)
        .with("type", "text")
        .with("t", 1000);
  }

  @Test
  void anotherDeviceOfOursIsHeardUnderOurAccountAlone() {
    RemoteDevice laptop = ready(RemoteDevice.companion(9, fixture.phone));
    fixture.deliver(fixture.text(laptop, "O1", "mine").with("recipient", fixture.anna.jid));
    assertThat(texts()).containsExactly("mine");
    RemoteDevice false9 =
        ready(
            RemoteDevice.companion(
                TestNetwork.OWN_LID.withDevice(10), KeyPair.generate(new SecureRandom())));
    refused(fixture.text(false9, "O2", "not mine").with("recipient", fixture.anna.jid));
    assertThat(network.last().receivedIqs("encrypt")).isEmpty();
  }

  @Test
  void aPhoneThatIsFirstMetThroughItsCompanionIsKnownFromThenOn() {
    fixture.deliver(fixture.text(ready(fixture.annaDesk), "A1", "first"));
    fixture.deliver(fixture.text(fixture.anna, "A2", "same person"));
    assertThat(fixture.all(AccountEvent.IdentityChanged.class)).isEmpty();
    fixture.deliver(fixture.text(ready(new RemoteDevice(fixture.anna.jid)), "A3", "new phone"));
    assertThat(fixture.all(AccountEvent.IdentityChanged.class)).hasSize(1);
  }

  @Test
  void bothOfThemAreForgottenWhenThePersonHasANewIdentity() {
    fixture.deliver(fixture.text(ready(fixture.annaDesk), "A1", "first"));
    fixture.deliver(
        Node.of("notification", Node.of("identity"))
            .with("id", "N1")
            .with("from", fixture.anna.jid)
            .with("type", "encrypt"));
    assertThat(kept().keySet()).noneMatch(name -> name.contains(" 100_1"));
  }

  @Test
  void aCompanionOfANewPhoneWaitsUntilTheNetworkHasToldThePhonesIdentity() {
    fixture.deliver(bare(fixture.anna, "A1"));
    RemoteDevice newPhone = new RemoteDevice(fixture.anna.jid);
    RemoteDevice newDesk = ready(RemoteDevice.companion(12, newPhone));
    network.devices.put(newPhone.jid, newPhone);
    fixture.events.clear();
    fixture.deliver(fixture.text(newDesk, "N1", "too early"));
    assertThat(texts()).isEmpty();
    assertThat(fixture.all(AccountEvent.IdentityChanged.class)).hasSize(1);
    fixture.deliver(fixture.text(newDesk, "N1", "again"));
    assertThat(texts()).containsExactly("again");
  }

  @Test
  void aFalseCompanionMakesUsAskOnceAndChangesNothing() {
    fixture.deliver(bare(fixture.anna, "A1"));
    RemoteDevice thief =
        ready(
            RemoteDevice.companion(
                fixture.anna.jid.withDevice(12), KeyPair.generate(new SecureRandom())));
    refused(fixture.text(thief, "T1", "it is me"));
    assertThat(network.last().receivedIqs("encrypt")).hasSize(1);
    refused(fixture.text(thief, "T2", "really"));
    assertThat(network.last().receivedIqs("encrypt")).isEmpty();
    assertThat(fixture.all(AccountEvent.IdentityChanged.class)).isEmpty();
    fixture.deliver(bare(fixture.anna, "A2"));
    assertThat(texts()).containsExactly("text of A2");
  }

  @Test
  void aCompanionOfTheFormerPhoneIsRefusedOnceTheNewOneSpoke() {
    fixture.deliver(bare(fixture.anna, "A1"));
    RemoteDevice newPhone = ready(new RemoteDevice(fixture.anna.jid));
    network.devices.put(newPhone.jid, newPhone);
    fixture.deliver(fixture.text(newPhone, "A2", "new phone"));
    refused(fixture.text(ready(fixture.annaDesk), "A3", "from the old desk"));
    assertThat(fixture.store.list(RecordKind.SIGNAL_SESSION).stream().map(StoredRecord::name))
        .doesNotContain("100_1.7");
  }

  @Test
  void keysInARetryReceiptOfACompanionNeedThemToo() {
    RemoteDevice thief =
        RemoteDevice.companion(fixture.annaDesk.jid, KeyPair.generate(new SecureRandom()));
    fixture.deliver(bare(fixture.anna, "A1"));
    fixture.client.send(OutgoingMessage.text("ID1", fixture.anna.jid, "hi", Optional.empty()));
    network.run();
    Map<String, Integer> before = sessions();
    fixture.deliver(
        Node.of(
                "receipt",
                Node.of("retry").with("count", 2).with("id", "ID1").with("t", 1).with("v", 1),
                thief.registration(),
                thief.retryKeys())
            .with("id", "ID1")
            .with("type", "retry")
            .with("from", thief.jid));
    assertThat(sessions()).isEqualTo(before);
    assertThat(fixture.all(AccountEvent.IdentityChanged.class)).isEmpty();
  }

  private Map<String, Integer> sessions() {
    Map<String, Integer> all = kept();
    all.keySet().removeIf(name -> !name.startsWith("SIGNAL_SESSION"));
    return all;
  }
}

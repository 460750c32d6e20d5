package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoredRecord;

/** People who get another identity, another number, or another LID. */
class ClientIdentityTest {

  private final ClientFixture fixture = new ClientFixture();
  private final TestNetwork network = fixture.network;

  @BeforeEach
  void online() {
    fixture.pairAndLogIn();
    fixture.deliver(fixture.text(fixture.anna, "A1", "hello"));
    fixture.client.send(OutgoingMessage.text("ID0", fixture.anna.jid, "hi", Optional.empty()));
    network.run();
    network.last().received.clear();
  }

  private List<String> sessions() {
    return fixture.store.list(RecordKind.SIGNAL_SESSION).stream().map(StoredRecord::name).toList();
  }

  private Node upload() {
    network.preKeyCount = 0;
    fixture.restart();
    fixture.connect();
    return network.last().receivedIqs("encrypt").getLast();
  }

  private RemoteDevice annaOnANewPhone() {
    RemoteDevice phone = new RemoteDevice(fixture.anna.jid);
    phone.begin(TestNetwork.OWN_LID, upload());
    network.last().received.clear();
    return phone;
  }

  @Test
  void aMessageUnderANewIdentityArrivesAndIsReportedAndEndsTheOtherSessions() {
    assertThat(sessions()).contains("100_1.0", "100_1.7");
    RemoteDevice phone = annaOnANewPhone();
    fixture.deliver(fixture.text(phone, "A3", "new phone"));
    assertThat(fixture.last(ClientEvent.MessageReceived.class).message().text())
        .isEqualTo("new phone");
    assertThat(fixture.all(AccountEvent.IdentityChanged.class))
        .containsExactly(new AccountEvent.IdentityChanged(fixture.anna.jid));
    assertThat(sessions()).contains("100_1.0").doesNotContain("100_1.7");
    fixture.deliver(fixture.text(phone, "A4", "still me"));
    assertThat(fixture.all(AccountEvent.IdentityChanged.class)).hasSize(1);
  }

  @Test
  void aNewIdentityUnderANewLidIsReportedAsItWouldBeUnderTheOldOne() {
    String number = "49151@s.whatsapp.net";
    fixture.deliver(fixture.text(fixture.anna, "A3", "hi").with("sender_pn", number));
    RemoteDevice under = new RemoteDevice(Jid.parse("200@lid"));
    under.begin(TestNetwork.OWN_LID, upload());
    fixture.deliver(fixture.text(under, "A4", "new phone, new lid").with("sender_pn", number));
    assertThat(fixture.last(ClientEvent.MessageReceived.class).message().text())
        .isEqualTo("new phone, new lid");
    assertThat(fixture.all(AccountEvent.IdentityChanged.class))
        .containsExactly(new AccountEvent.IdentityChanged(under.jid));
    assertThat(sessions()).contains("200_1.0").doesNotContain("100_1.0", "200_1.7");
  }

  private void retriesAs(RemoteDevice device, boolean keys) {
    Node receipt =
        Node.of(
                "receipt",
                Node.of("retry").with("count", 2).with("id", "ID0").with("t", 1).with("v", 1),
                keys ? device.registration() : Node.of("registration", new byte[] {0, 0, 9, 9}))
            .with("id", "ID0")
            .with("type", "retry")
            .with("from", device.jid);
    fixture.deliver(keys ? receipt.adding(device.retryKeys()) : receipt);
  }

  @Test
  void aNewIdentityInARetryWithKeysIsReportedAndEndsTheOtherSessions() {
    retriesAs(new RemoteDevice(fixture.anna.jid), true);
    assertThat(network.last().received("message")).hasSize(1);
    assertThat(fixture.all(AccountEvent.IdentityChanged.class))
        .containsExactly(new AccountEvent.IdentityChanged(fixture.anna.jid));
    assertThat(sessions()).contains("100_1.0").doesNotContain("100_1.7");
  }

  @Test
  void aNewIdentityInFetchedKeysIsReportedAndTheOtherDevicesGetTheNextMessageInNewSessions() {
    RemoteDevice phone = new RemoteDevice(fixture.anna.jid);
    network.devices.put(phone.jid, phone);
    network.devices.put(fixture.annaDesk.jid, RemoteDevice.companion(7, phone));
    retriesAs(fixture.anna, false);
    assertThat(fixture.all(AccountEvent.IdentityChanged.class))
        .containsExactly(new AccountEvent.IdentityChanged(fixture.anna.jid));
    assertThat(sessions()).contains("100_1.0").doesNotContain("100_1.7");
    network.last().received.clear();
    fixture.client.send(OutgoingMessage.text("ID1", fixture.anna.jid, "again", Optional.empty()));
    network.run();
    Node sent = network.last().received("message").getFirst();
    assertThat(sent.requireChild("participants").children("to"))
        .anyMatch(to -> to.has("jid", fixture.annaDesk.jid.toString()));
  }

  @Test
  void anotherLidIsAskedForOnceAndNotAgainAtOnce() {
    Jid number = Jid.parse("49151@s.whatsapp.net");
    fixture.deliver(fixture.text(fixture.anna, "A5", "hi").with("sender_pn", number.toString()));
    for (int i = 0; i < 3; i++) {
      fixture.deliver(refreshLid(number));
    }
    assertThat(network.last().receivedIqs("usync")).hasSize(1);
    assertThat(fixture.store.list(RecordKind.LID_MAPPING))
        .noneMatch(r -> r.name().equals(number.toString()));
    assertThat(sessions()).doesNotContain("100_1.0", "100_1.7");
    fixture.advance(Duration.ofMinutes(6));
    fixture.deliver(refreshLid(number));
    assertThat(network.last().receivedIqs("usync")).hasSize(2);
  }

  private static Node refreshLid(Jid from) {
    return Node.of("ack")
        .with("class", "message")
        .with("id", "ID1")
        .with("from", from)
        .with("refresh_lid", "true");
  }

  @Test
  void aNewNumberIsToldAndIsTheSamePerson() {
    fixture.deliver(
        fixture.text(fixture.anna, "A5", "hi").with("sender_pn", "49151@s.whatsapp.net"));
    fixture.deliver(
        Node.of(
                "notification",
                Node.of("modify")
                    .with("old", "49151@s.whatsapp.net")
                    .with("new", "49152@s.whatsapp.net"))
            .with("id", "N1")
            .with("from", Jid.NETWORK)
            .with("type", "contacts"));
    assertThat(fixture.all(AccountEvent.NumberChanged.class)).hasSize(1);
    fixture.client.send(
        OutgoingMessage.text("ID1", fixture.anna.jid, "same chat", Optional.empty()));
    network.run();
    Node sent = network.last().received("message").getLast();
    assertThat(sent.requireChild("participants").children("to"))
        .anyMatch(to -> to.requireChild("enc").has("type", "msg"));
    assertThat(fixture.store.list(RecordKind.LID_MAPPING))
        .anyMatch(r -> r.name().equals("49152@s.whatsapp.net"))
        .noneMatch(r -> r.name().equals("49151@s.whatsapp.net"));
  }
}

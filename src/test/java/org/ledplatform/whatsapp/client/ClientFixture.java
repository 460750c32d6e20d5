package org.ledplatform.whatsapp.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.ledplatform.whatsapp.history.HistoryItem;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.message.ReceivedMessage;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.pairing.AdvIdentity;
import org.ledplatform.whatsapp.pairing.QrText;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.ProtocolMessage;
import org.ledplatform.whatsapp.socket.SocketConnector;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;

/** A client on a {@link TestNetwork}, and what a test does with it. */
final class ClientFixture {

  final TestNetwork network = new TestNetwork();
  final List<ClientEvent> events = new ArrayList<>();
  final RemoteDevice phone = new RemoteDevice(TestNetwork.OWN_LID.withDevice(0), network.account);
  final RemoteDevice anna = new RemoteDevice(Jid.parse("100@lid"));
  final RemoteDevice annaDesk = RemoteDevice.companion(7, anna);
  DeviceStore store = new MemoryDeviceStore();
  final List<HistoryItem> history = new ArrayList<>();
  WhatsAppClient client;

  ClientFixture() {
    network.devices.put(phone.jid, phone);
    network.devices.put(anna.jid, anna);
    network.devices.put(annaDesk.jid, annaDesk);
    client = newClient();
  }

  ClientVersions versions = ClientVersions.fixed(ClientVersion.KNOWN_GOOD);
  SocketConnector connector = network.connector();
  UnaryOperator<ClientConfig> configured = UnaryOperator.identity();

  WhatsAppClient newClient() {
    return new WhatsAppClient(
        configured.apply(ClientConfig.of(network.root.publicKey(), "LED").withVersions(versions)),
        connector,
        store,
        network.executor,
        network.clock,
        network.random,
        events::add,
        history::add);
  }

  /** Another process over the same store. */
  void restart() {
    client.disconnect();
    network.run();
    events.clear();
    client = newClient();
  }

  void connect() {
    client.connect();
    network.run();
  }

  void advance(Duration by) {
    network.advance(client, by);
  }

  QrText shownQr() {
    return QrText.parse(last(ClientEvent.QrOffered.class).text());
  }

  void scan() {
    QrText qr = shownQr();
    pairSuccess(
        AdvIdentity.container(
            network.account,
            qr.identityKey(),
            qr.advSecret(),
            7,
            1,
            network.clock.instant(),
            network.random));
  }

  void pairSuccess(byte[] container) {
    network
        .last()
        .send(
            Node.of(
                    "iq",
                    Node.of(
                        "pair-success",
                        Node.of("device-identity", container),
                        Node.of("platform").with("name", "android"),
                        Node.of("device")
                            .with("jid", TestNetwork.OWN)
                            .with("lid", TestNetwork.OWN_LID)))
                .with("from", Jid.NETWORK)
                .with("type", "set")
                .with("id", "pair-2")
                .with("xmlns", "md"));
    network.run();
  }

  /** Pairs, restarts as the network asks, and ends online. */
  void pairAndLogIn() {
    network.preKeyCount = 0;
    connect();
    scan();
    network.last().send(Node.of("stream:error").with("code", "515"));
    network.run();
    network.preKeyCount = 50;
    beginSessions();
  }

  private void beginSessions() {
    Node upload = network.last().receivedIqs("encrypt").getLast();
    phone.begin(TestNetwork.OWN_LID, upload);
    anna.begin(TestNetwork.OWN_LID, upload);
    annaDesk.begin(TestNetwork.OWN_LID, upload);
  }

  /** A message stanza with this part, from this device. */
  static Node stanza(String id, Jid from, Node enc) {
    return Node.of("message", enc)
        .with("id", id)
        .with("from", from)
        .with("type", "text")
        .with("t", 1000)
        .with("notify", "Anna");
  }

  /** A message stanza with this part, from this device with what it must show. */
  static Node stanza(String id, RemoteDevice from, Node enc) {
    Node stanza = stanza(id, from.jid, enc);
    return enc.has("type", "pkmsg") ? from.vouched(stanza) : stanza;
  }

  Node text(RemoteDevice from, String id, String text) {
    return stanza(
        id,
        from,
        from.encrypt(TestNetwork.OWN_LID, Message.newBuilder().setConversation(text).build()));
  }

  /** Our own phone tells this device something. */
  void phoneSays(String id, ProtocolMessage told) {
    Message message = Message.newBuilder().setProtocolMessage(told).build();
    deliver(
        stanza(id, phone, phone.encrypt(TestNetwork.OWN_LID, message)).with("category", "peer"));
  }

  void deliver(Node stanza) {
    network.last().send(stanza);
    network.run();
  }

  OutgoingMessage reply(ReceivedMessage to, String id, String text) {
    return OutgoingMessage.text(id, to.chat(), text, Optional.of(to.asQuote()));
  }

  <T extends ClientEvent> List<T> all(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <T extends ClientEvent> T last(Class<T> type) {
    return all(type).getLast();
  }
}

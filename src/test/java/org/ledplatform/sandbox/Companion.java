package org.ledplatform.sandbox;

import com.google.protobuf.InvalidProtocolBufferException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.ledplatform.sandbox.RawClient.Keys;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Padding;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.pairing.AdvIdentity;
import org.ledplatform.whatsapp.pairing.QrText;
import org.ledplatform.whatsapp.proto.ClientPayload;
import org.ledplatform.whatsapp.proto.DeviceProps;
import org.ledplatform.whatsapp.proto.DeviceSentMessage;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.signal.LocalIdentity;
import org.ledplatform.whatsapp.signal.PreKey;
import org.ledplatform.whatsapp.signal.PreKeyBundle;
import org.ledplatform.whatsapp.signal.PreKeys;
import org.ledplatform.whatsapp.signal.SignalAddress;
import org.ledplatform.whatsapp.signal.SignalCipher;
import org.ledplatform.whatsapp.signal.SignedPreKey;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/** A linked device with real keys, built on {@link RawClient}: what a test needs and no more. */
public final class Companion {

  private SandboxFixture sandbox;
  private final Keys keys;
  private final MemoryDeviceStore store = new MemoryDeviceStore();
  private final SecureRandom random = new SecureRandom();
  private final PreKeys preKeys = new PreKeys(store, random);
  private final SignalCipher cipher;
  private Jid jid = Jid.NETWORK;
  private Jid lid = Jid.NETWORK;
  private byte[] identity = new byte[0];
  private int keyIndex;

  private Companion(SandboxFixture sandbox, Keys keys) {
    this.sandbox = sandbox;
    this.keys = keys;
    this.cipher =
        new SignalCipher(
            store,
            new LocalIdentity(keys.identity(), keys.registrationId()),
            random,
            Clock.systemUTC());
    store.commit(List.of(preKeys.keep(new SignedPreKey(1, keys.signedPreKey(), keys.signature()))));
  }

  /** Pairs a new device with a phone, the whole way. */
  public static Companion pair(SandboxFixture sandbox, String phoneId) {
    return pair(sandbox, phoneId, DeviceProps.getDefaultInstance());
  }

  /** The same, with what the device says about itself. */
  public static Companion pair(SandboxFixture sandbox, String phoneId, DeviceProps props) {
    Companion companion = new Companion(sandbox, Keys.generate(new SecureRandom()));
    ClientPayload.Builder payload = RawClient.registration(companion.keys).toBuilder();
    payload.getDevicePairingDataBuilder().setDeviceProps(props.toByteString());
    try (RawClient client = sandbox.shakeHands(companion.keys.noise(), payload.build())) {
      Node offer = client.await("iq");
      client.send(result(offer));
      String ref = offer.requireChild("pair-device").children("ref").getFirst().text();
      sandbox.control().scan(SandboxFixture.TENANT, phoneId, companion.qr(ref).format());
      companion.sign(client, client.await(n -> n.child("pair-success").isPresent()));
      Node end = client.await("stream:error");
      if (!end.has("code", "515")) {
        throw new AssertionError("Pairing ended with " + end.attributes());
      }
      client.awaitClosed();
    }
    return companion;
  }

  /** Uses another network from now on: the same one after a restart. */
  public void moveTo(SandboxFixture restarted) {
    sandbox = restarted;
  }

  public QrText qr(String ref) {
    return new QrText(ref, keys.noise().publicKey(), keys.identity().publicKey(), keys.advSecret());
  }

  private void sign(RawClient client, Node iq) {
    Node success = iq.requireChild("pair-success");
    AdvIdentity.Verified verified =
        AdvIdentity.accept(
            success.requireChild("device-identity").bytes(),
            keys.advSecret(),
            keys.identity(),
            random);
    jid = success.requireChild("device").requireJid("jid");
    lid = success.requireChild("device").requireJid("lid");
    identity = verified.signedIdentity();
    keyIndex = verified.keyIndex();
    client.send(
        result(iq)
            .adding(
                Node.of(
                    "pair-device-sign",
                    Node.of("device-identity", verified.reply())
                        .with("key-index", verified.keyIndex()))));
  }

  static Node result(Node iq) {
    return Node.of("iq")
        .with("to", Jid.NETWORK)
        .with("type", "result")
        .with("id", iq.require("id"));
  }

  public Jid jid() {
    return jid;
  }

  public Jid lid() {
    return lid;
  }

  public Keys keys() {
    return keys;
  }

  public byte[] identity() {
    return identity;
  }

  public int keyIndex() {
    return keyIndex;
  }

  /** Logs in and stays passive. */
  public RawClient logIn() {
    return sandbox.shakeHands(keys.noise(), RawClient.login(jid.user(), jid.device()));
  }

  /** Logs in as clients do that ask for what waited. */
  public RawClient logInAsking() {
    return sandbox.shakeHands(
        keys.noise(), RawClient.login(jid.user(), jid.device()).toBuilder().setPull(true).build());
  }

  /** Logs in, hands in keys if there are none, and takes live traffic. */
  public RawClient goOnline() {
    RawClient client = logIn();
    client.await("success");
    client.await(n -> n.child("offline").isPresent());
    Node count = client.ask("encrypt", "get", Node.of("count"));
    if (count.requireChild("count").has("value", "0")) {
      client.ask("encrypt", "set", upload(20));
    }
    client.ask("passive", "set", Node.of("active"));
    return client;
  }

  /** Takes and acknowledges the two messages by which the phone welcomes this device. */
  public List<Message> takeWelcome(RawClient client) {
    List<Message> welcome = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Node stanza = client.await("message");
      welcome.add(decrypt(stanza));
      client.send(
          Node.of("ack")
              .with("class", "message")
              .with("id", stanza.require("id"))
              .with("to", stanza.require("from")));
    }
    client.ask("w:p", "get");
    return welcome;
  }

  /** The children of a question that hands in keys. */
  public Node[] upload(int number) {
    PreKeys.Batch batch = preKeys.next(number);
    store.commit(batch.changes());
    List<Node> nodes = new ArrayList<>();
    for (PreKey key : batch.keys()) {
      nodes.add(
          Node.of(
              "key",
              Node.of("id", RawClient.number(key.id(), 3).toByteArray()),
              Node.of("value", key.keyPair().publicKey().bytes())));
    }
    return new Node[] {
      Node.of("registration", RawClient.number(keys.registrationId(), 4).toByteArray()),
      Node.of("type", new byte[] {5}),
      Node.of("identity", keys.identity().publicKey().bytes()),
      Node.of("list").holding(nodes),
      Node.of(
          "skey",
          Node.of("id", RawClient.number(1, 3).toByteArray()),
          Node.of("value", keys.signedPreKey().publicKey().bytes()),
          Node.of("signature", keys.signature()))
    };
  }

  /** Sends a text to a person: to all devices of both sides that the network lists. */
  public String sendText(RawClient client, Jid to, String text) {
    String id = "3EB0" + Long.toHexString(random.nextLong()).toUpperCase(Locale.ROOT);
    Message message = Message.newBuilder().setConversation(text).build();
    client.send(message(client, id, to, message).adding(Node.of("device-identity", identity)));
    return id;
  }

  /** A stanza with this message for all devices of both sides. */
  public Node message(RawClient client, String id, Jid to, Message message) {
    Message own =
        Message.newBuilder()
            .setDeviceSentMessage(
                DeviceSentMessage.newBuilder().setDestinationJid(to.toString()).setMessage(message))
            .build();
    List<Node> participants = new ArrayList<>();
    devices(client, to)
        .forEach(d -> participants.add(Node.of("to", encrypt(client, d, message)).with("jid", d)));
    devices(client, jid.withoutDevice()).stream()
        .filter(d -> !d.equals(jid))
        .forEach(d -> participants.add(Node.of("to", encrypt(client, d, own)).with("jid", d)));
    return Node.of("message", Node.of("participants").holding(participants))
        .with("id", id)
        .with("to", to)
        .with("type", "text");
  }

  /** The devices of a person, as the network lists them. */
  public static List<Jid> devices(RawClient client, Jid person) {
    Node reply =
        client.ask(
            "usync",
            "get",
            Node.of(
                "usync",
                Node.of("query", Node.of("devices").with("version", 2)),
                Node.of("list", Node.of("user").with("jid", person))));
    return reply
        .requireChild("usync")
        .requireChild("list")
        .requireChild("user")
        .requireChild("devices")
        .requireChild("device-list")
        .children("device")
        .stream()
        .map(d -> person.withDevice(Math.toIntExact(d.number("id").orElseThrow())))
        .toList();
  }

  /** An {@code <enc>} for a device, after fetching its keys when there is no session. */
  public Node encrypt(RawClient client, Jid device, Message message) {
    SignalAddress address = SignalAddress.of(device);
    if (!cipher.hasSession(address)) {
      Node user =
          client
              .ask("encrypt", "get", Node.of("key", Node.of("user").with("jid", device)))
              .requireChild("list")
              .requireChild("user");
      store.commit(cipher.startSession(address, bundle(user)).changes());
    }
    SignalCipher.Encrypted encrypted =
        cipher.encrypt(address, Padding.pad(message.toByteArray(), random));
    store.commit(encrypted.changes());
    return Node.of("enc", encrypted.bytes())
        .with("v", "2")
        .with("type", encrypted.preKey() ? "pkmsg" : "msg");
  }

  /** The content of a message stanza. */
  public Message decrypt(Node stanza) {
    Node enc = stanza.requireChild("enc");
    SignalCipher.Decrypted decrypted =
        cipher.decrypt(
            SignalAddress.of(stanza.requireJid("from")), enc.has("type", "pkmsg"), enc.bytes());
    store.commit(decrypted.changes());
    try {
      return Message.parseFrom(Padding.unpad(decrypted.plain()));
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  /** The content of a message from somebody whose identity is new: the old one is forgotten. */
  public Message decryptAnew(Node stanza) {
    SignalAddress from = SignalAddress.of(stanza.requireJid("from"));
    store.commit(
        List.of(
            StoreChange.remove(RecordKind.IDENTITY, from.toString()),
            StoreChange.remove(RecordKind.SIGNAL_SESSION, from.toString())));
    return decrypt(stanza);
  }

  private static PreKeyBundle bundle(Node user) {
    Optional<Node> key = user.child("key");
    return new PreKeyBundle(
        number(user.requireChild("registration").bytes()),
        new PublicKey(user.requireChild("identity").bytes()),
        number(user.requireChild("skey").requireChild("id").bytes()),
        new PublicKey(user.requireChild("skey").requireChild("value").bytes()),
        user.requireChild("skey").requireChild("signature").bytes(),
        key.map(k -> OptionalInt.of(number(k.requireChild("id").bytes())))
            .orElse(OptionalInt.empty()),
        key.map(k -> new PublicKey(k.requireChild("value").bytes())));
  }

  private static int number(byte[] bytes) {
    int number = 0;
    for (byte b : bytes) {
      number = number << 8 | b & 0xFF;
    }
    return number;
  }
}

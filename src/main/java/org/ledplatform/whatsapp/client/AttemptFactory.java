package org.ledplatform.whatsapp.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Contacts;
import org.ledplatform.whatsapp.message.Tally;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.NodeCodec;
import org.ledplatform.whatsapp.node.TokenDictionary;
import org.ledplatform.whatsapp.noise.ClientHandshake;
import org.ledplatform.whatsapp.noise.IntroHeader;
import org.ledplatform.whatsapp.pairing.CredentialStore;
import org.ledplatform.whatsapp.pairing.Credentials;
import org.ledplatform.whatsapp.pairing.DeviceKeys;
import org.ledplatform.whatsapp.signal.PreKeys;
import org.ledplatform.whatsapp.socket.SocketConnector;
import org.ledplatform.whatsapp.stanza.PendingQueries;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/** Puts the parts of one attempt together. Lives on the lane. */
final class AttemptFactory {

  private static final TokenDictionary DICTIONARY = TokenDictionary.V3;
  private static final RecordKey ROUTING = new RecordKey(RecordKind.STATE, "routing");
  private static final int MAX_ROUTING = 1024;

  private final ClientConfig config;
  private final SocketConnector connector;
  private final DeviceStore store;
  private final CredentialStore credentialStore;
  private final PreKeys preKeys;
  private final Executor executor;
  private final SerialQueue lane;
  private final Executor heard;
  private final SerialQueue telling;
  private final SerialQueue sending;
  private final Consumer<ClientEvent> events;
  private final Clock clock;
  private final SecureRandom random;
  private final Tally tally;
  private final AccountState accountState;
  private final Blobs blobs;
  private final Consumer<Node> mediaRetried;
  private final NodeCodec codec = new NodeCodec(DICTIONARY);
  private Optional<LinkedDevice> device = Optional.empty();

  /**
   * @param heard see {@link Wire}
   */
  AttemptFactory(
      ClientConfig config,
      SocketConnector connector,
      DeviceStore store,
      CredentialStore credentialStore,
      PreKeys preKeys,
      Executor executor,
      SerialQueue lane,
      Executor heard,
      SerialQueue telling,
      Consumer<ClientEvent> events,
      Clock clock,
      SecureRandom random,
      Tally tally,
      AccountState accountState,
      Blobs blobs,
      Consumer<Node> mediaRetried) {
    this.config = config;
    this.connector = connector;
    this.store = store;
    this.credentialStore = credentialStore;
    this.preKeys = preKeys;
    this.executor = executor;
    this.lane = lane;
    this.heard = heard;
    this.telling = telling;
    this.sending = new SerialQueue(executor);
    this.events = events;
    this.clock = clock;
    this.random = random;
    this.tally = tally;
    this.accountState = accountState;
    this.blobs = blobs;
    this.mediaRetried = mediaRetried;
  }

  /** Prepares an attempt to log in, or to pair when there are no credentials. */
  Attempt begin(
      Optional<Credentials> credentials, Runnable online, BiConsumer<Attempt, CloseReason> ended) {
    return credentials.map(known -> login(known, online, ended)).orElseGet(() -> pairing(ended));
  }

  /** Starts connecting. */
  void open(Attempt attempt) {
    attempt.connection().open(connector, executor);
  }

  /** Forgets what is remembered about the paired device. */
  void forget() {
    device = Optional.empty();
  }

  private Attempt pairing(BiConsumer<Attempt, CloseReason> ended) {
    DeviceKeys keys = DeviceKeys.generate(preKeys, random);
    byte[] payload = new ClientPayloads(config).registration(keys);
    return attempt(
        keys.noiseKey(),
        payload,
        wire ->
            new PairingPhase(
                wire,
                keys,
                (credentials, phone) -> store.commit(credentialStore.pairing(credentials, phone)),
                executor,
                events,
                clock,
                random),
        ended);
  }

  private void keep(Credentials credentials) {
    store.commit(credentialStore.storing(credentials));
  }

  private Attempt login(
      Credentials credentials, Runnable online, BiConsumer<Attempt, CloseReason> ended) {
    LinkedDevice linked =
        device.orElseGet(
            () -> LinkedDevice.of(credentials, store, preKeys, tally, accountState, clock, random));
    device = Optional.of(linked);
    byte[] payload = new ClientPayloads(config).login(credentials.account().jid());
    return attempt(
        credentials.keys().noiseKey(),
        payload,
        wire ->
            new LoginPhase(
                wire,
                linked,
                new KeptMemory(linked.contacts(), credentials, online),
                sending,
                events,
                clock,
                random,
                blobs),
        ended);
  }

  private Attempt attempt(
      KeyPair noiseKey,
      byte[] payload,
      Function<Wire, Phase> phase,
      BiConsumer<Attempt, CloseReason> ended) {
    ClientHandshake handshake =
        new ClientHandshake(noiseKey, KeyPair.generate(random), DICTIONARY.version());
    Connection.Greeting greeting = new Connection.Greeting(intro(), handshake, payload);
    String prefix = random.nextInt(10_000) + "." + random.nextInt(10_000) + "-";
    return new Attempt(
        owner -> new Connection(lane, telling, greeting, config, clock, codec, owner),
        clock.instant().plus(config.handshakeTimeout()),
        lane,
        heard,
        out -> new PendingQueries(out, clock, config.queryTimeout(), prefix),
        phase,
        ended,
        (stanza, why) ->
            events.accept(new ClientEvent.Noted("Refused a stanza " + stanza + " with " + why)));
  }

  /** The way to the place that knows us, when one was told, then the header (protocol §1). */
  private byte[] intro() {
    byte[] header = new IntroHeader(DICTIONARY.version()).bytes();
    Optional<byte[]> routing = store.read(ROUTING).filter(r -> r.length <= MAX_ROUTING);
    if (routing.isEmpty()) {
      return header;
    }
    byte[] way = routing.get();
    ByteBuffer intro = ByteBuffer.allocate(7 + way.length + header.length);
    intro.put("ED".getBytes(StandardCharsets.US_ASCII)).put((byte) 0).put((byte) 1);
    intro.put((byte) (way.length >> 16)).put((byte) (way.length >> 8)).put((byte) way.length);
    return intro.put(way).put(header).array();
  }

  private final class KeptMemory implements LoginPhase.Memory {
    private final Contacts contacts;
    private final Runnable online;
    private Credentials credentials;

    KeptMemory(Contacts contacts, Credentials credentials, Runnable online) {
      this.contacts = contacts;
      this.credentials = credentials;
      this.online = online;
    }

    @Override
    public String pushName() {
      return credentials.account().pushName();
    }

    @Override
    public void renamed(String pushName) {
      credentials = credentials.with(credentials.account().named(pushName));
      keep(credentials);
    }

    @Override
    public void moved(Jid lid) {
      Credentials after = credentials.with(credentials.account().at(lid));
      contacts.moveSelf(lid, credentialStore.storing(after));
      credentials = after;
    }

    @Override
    public void routed(byte[] routing) {
      store.commit(List.of(new StoreChange.Put(ROUTING, routing)));
    }

    @Override
    public void mediaRetried(Node notification) {
      mediaRetried.accept(notification);
    }

    @Override
    public void online() {
      online.run();
    }
  }
}

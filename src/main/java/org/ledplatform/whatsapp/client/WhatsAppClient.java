package org.ledplatform.whatsapp.client;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.content.EncryptedPollVote;
import org.ledplatform.whatsapp.content.MessageName;
import org.ledplatform.whatsapp.history.HistoryListener;
import org.ledplatform.whatsapp.media.MediaReference;
import org.ledplatform.whatsapp.media.MediaSink;
import org.ledplatform.whatsapp.message.BlockedPeople;
import org.ledplatform.whatsapp.message.Contacts;
import org.ledplatform.whatsapp.message.Counted;
import org.ledplatform.whatsapp.message.Inbox;
import org.ledplatform.whatsapp.message.Outbox;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.message.ReceivedMessage;
import org.ledplatform.whatsapp.message.Tally;
import org.ledplatform.whatsapp.message.UnknownPollException;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.pairing.CredentialStore;
import org.ledplatform.whatsapp.pairing.PhoneNumber;
import org.ledplatform.whatsapp.signal.PreKeys;
import org.ledplatform.whatsapp.socket.SocketConnector;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * One linked device of a WhatsApp account. Everything it must remember is in its store: a new
 * client over the same store goes on where the old one stopped.
 *
 * <p>Safe for use by many threads. The client makes no threads and no timers: it works on the
 * executor it is given, and somebody calls {@link #tick} about once a second. Two clients must not
 * run over one store at the same time.
 */
public final class WhatsAppClient {

  private static final String ID_PREFIX = "3EB0";
  private static final int ID_BYTES = 9;

  private final DeviceStore store;
  private final CredentialStore credentials;
  private final SecureRandom random;
  private final Clock clock;
  private final SerialQueue lane;
  private final List<SerialQueue> besideTheLane;
  private final ConnectionKeeper keeper;
  private final Account account;
  private final Media media;
  private final ProfilePictures pictures;
  private final Tally tally = new Tally();
  private final Groups groups;
  private final Blocklist blocklist;
  private final Telling told;

  /**
   * @param connector opens connections to the network
   * @param store what this device remembers
   * @param executor runs everything; may be shared, must not run tasks in the calling thread
   * @param events hears one event at a time, in order; a slow listener delays later events, and the
   *     network once a thousand of them wait. What it throws costs it this event and is counted; a
   *     message is told again, see {@link ClientEvent.MessageReceived}
   */
  public WhatsAppClient(
      ClientConfig config,
      SocketConnector connector,
      DeviceStore store,
      Executor executor,
      Clock clock,
      SecureRandom random,
      Consumer<ClientEvent> events) {
    this(config, connector, store, executor, clock, random, events, _ -> {});
  }

  /**
   * The same, with somebody who hears the history that the phone sends after the pairing.
   *
   * @param history hears one thing at a time, on the executor; see {@link HistoryListener} for what
   *     it throws
   */
  public WhatsAppClient(
      ClientConfig config,
      SocketConnector connector,
      DeviceStore store,
      Executor executor,
      Clock clock,
      SecureRandom random,
      Consumer<ClientEvent> events,
      HistoryListener history) {
    this.store = new NamedFailureStore(store, tally);
    this.random = random;
    this.clock = clock;
    this.lane = new SerialQueue(executor);
    SerialQueue telling = new SerialQueue(executor);
    SerialQueue background = new SerialQueue(executor);
    this.besideTheLane = List.of(telling, background);
    this.told = new Telling(events, telling, ref -> Inbox.find(this.store, ref), tally, clock);
    PreKeys preKeys = new PreKeys(this.store, random);
    this.credentials = new CredentialStore(this.store, preKeys);
    AttemptFactory attempts =
        new AttemptFactory(
            config,
            connector,
            this.store,
            credentials,
            preKeys,
            executor,
            lane,
            task -> telling.execute(() -> lane.execute(task)),
            telling,
            told,
            clock,
            random,
            tally,
            AccountState.of(this.store, random, history, background, tally),
            this::fetchForState,
            this::mediaRetried);
    VersionRefresh versions = new VersionRefresh(config.versions(), executor, lane);
    this.keeper =
        new ConnectionKeeper(attempts, this.store, credentials, versions, told, clock, random);
    this.account = new Account(lane, () -> keeper.onlineParts().map(OnlineParts::state), clock);
    Inquiries inquiries = new Inquiries(lane, telling, keeper::onlineParts);
    this.groups = new Groups(new GroupInquiries(inquiries), this::newMessageId);
    this.blocklist =
        new Blocklist(inquiries, new BlockedPeople(this.store, new Contacts(this.store)));
    this.media =
        new Media(config.media(), config.thumbnailer(), inquiries, executor, clock, random);
    this.pictures = new ProfilePictures(inquiries, media);
  }

  private CompletionStage<Void> fetchForState(MediaReference file, MediaSink sink) {
    return media.download(file, sink);
  }

  private void mediaRetried(Node notification) {
    media.retried(notification);
  }

  /** Starts connecting and returns; the events tell how it goes. Harmless when connected. */
  public void connect() {
    told.begin();
    lane.execute(keeper::connect);
  }

  /** Ends the connection and keeps the credentials. No event begins after this call. */
  public void disconnect() {
    told.end();
    lane.execute(keeper::disconnect);
  }

  /**
   * Tells the network to forget this device when it is within reach, wipes the store, and reports
   * {@link ClientEvent.LoggedOut}. Takes at most some seconds, given ticks.
   */
  public void logOut() {
    told.begin();
    lane.execute(keeper::logOut);
  }

  /**
   * Asks for a code that the owner of this phone can type into it instead of scanning the QR. To be
   * called once a QR was offered; the QRs go on beside it (protocol §5.3).
   *
   * @return the code, which {@link ClientEvent.CodeOffered} tells too; or it fails with a {@link
   *     PairingCodeRefusedException}
   */
  public CompletionStage<PairingCode> requestPairingCode(PhoneNumber number) {
    CompletableFuture<PairingCode> told = new CompletableFuture<>();
    lane.execute(() -> keeper.requestCode(number, told));
    return told.minimalCompletionStage();
  }

  /** Gives the client the time: keep-alive, QR rotation, time-outs and reconnects happen here. */
  public void tick() {
    lane.execute(keeper::tick);
    besideTheLane.forEach(SerialQueue::wake);
    media.tick();
    told.tick();
  }

  /** Sends and fetches files. */
  public Media media() {
    return media;
  }

  /** The pictures of people and groups. */
  public ProfilePictures pictures() {
    return pictures;
  }

  /** The groups of the account. */
  public Groups groups() {
    return groups;
  }

  /** Whom the account has blocked. */
  public Blocklist blocklist() {
    return blocklist;
  }

  /** An id for a message of ours that nobody used before. */
  public String newMessageId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return ID_PREFIX + HexFormat.of().formatHex(bytes).toUpperCase(Locale.ROOT);
  }

  /**
   * Puts the message into the outbox and sends it now or as soon as the client is online. When this
   * returns, the message is durable and leaves under its id, however often the process dies. What
   * cannot be sent in ten tries, counted from the first login on, ends with {@link
   * ClientEvent.MessageRefused}.
   *
   * @throws StoreFailedException when it could not be stored; nothing is sent then
   */
  public void send(OutgoingMessage message) {
    commitAndSend(List.of(), Optional.of(message));
  }

  /**
   * Says that a received message was dealt with. The removal from the inbox and the reply in the
   * outbox are one durable step.
   *
   * @throws StoreFailedException when it could not be stored; the message stays unsettled
   */
  public void settle(ReceivedMessage.Ref ref, Optional<OutgoingMessage> reply) {
    commitAndSend(List.of(Inbox.settling(ref)), reply);
  }

  private void commitAndSend(List<StoreChange> changes, Optional<OutgoingMessage> message) {
    List<StoreChange> all = new ArrayList<>(changes);
    message.ifPresent(m -> all.add(Outbox.putting(m)));
    store.commit(all);
    message.ifPresent(m -> lane.execute(() -> keeper.send(m)));
  }

  /**
   * A vote of ours, ready to be sent.
   *
   * @param poll a poll that was received or sent before
   * @param chosen options by name; none takes our vote back
   * @throws org.ledplatform.whatsapp.message.UnknownPollException when the poll is not known, or
   *     has no such options, or this device is not paired
   */
  public EncryptedPollVote vote(MessageName poll, List<String> chosen) {
    return credentials
        .load()
        .map(known -> LinkedDevice.pollsOf(known.account(), store))
        .orElseThrow(() -> new UnknownPollException("This device is not paired"))
        .seal(poll, chosen, random);
  }

  /** What all devices of the account share: mutes, archives, the past. */
  public Account account() {
    return account;
  }

  /** Receipts, presence and typing. */
  public Manners manners() {
    return new Manners(lane, keeper::withLogin, clock);
  }

  /** What this client has counted since it was made. */
  public Map<Counted, Long> statistics() {
    return tally.snapshot();
  }

  /**
   * The messages that were received and never settled, in the order of their arrival: what is left
   * to do after a restart.
   */
  public List<ReceivedMessage> unsettled() {
    return Inbox.unsettled(store);
  }
}

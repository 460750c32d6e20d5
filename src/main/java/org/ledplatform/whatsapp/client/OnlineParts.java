package org.ledplatform.whatsapp.client;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.BlockedPeople;
import org.ledplatform.whatsapp.message.Self;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.stanza.AckStanza;
import org.ledplatform.whatsapp.stanza.Blocklists;
import org.ledplatform.whatsapp.stanza.CallStanza;
import org.ledplatform.whatsapp.stanza.ChatstateStanza;
import org.ledplatform.whatsapp.stanza.DeviceDirectory;
import org.ledplatform.whatsapp.stanza.DeviceEvent;
import org.ledplatform.whatsapp.stanza.FailureStanza;
import org.ledplatform.whatsapp.stanza.GroupDirectory;
import org.ledplatform.whatsapp.stanza.GroupNotices;
import org.ledplatform.whatsapp.stanza.IbStanza;
import org.ledplatform.whatsapp.stanza.IgnoredStanza;
import org.ledplatform.whatsapp.stanza.IqStanza;
import org.ledplatform.whatsapp.stanza.MessageStanza;
import org.ledplatform.whatsapp.stanza.NotificationStanza;
import org.ledplatform.whatsapp.stanza.OfflineQueue;
import org.ledplatform.whatsapp.stanza.PreKeySupply;
import org.ledplatform.whatsapp.stanza.PresenceStanza;
import org.ledplatform.whatsapp.stanza.Queries;
import org.ledplatform.whatsapp.stanza.ReceiptStanza;
import org.ledplatform.whatsapp.stanza.ServerProps;
import org.ledplatform.whatsapp.stanza.SessionSupply;
import org.ledplatform.whatsapp.stanza.StanzaHandler;
import org.ledplatform.whatsapp.stanza.StanzaTable;
import org.ledplatform.whatsapp.stanza.StreamErrorStanza;
import org.ledplatform.whatsapp.stanza.SuccessStanza;

/**
 * What one connection of a paired device is made of: the parts that ask and send, one handler for
 * each kind of stanza, and {@link DeviceReports}, which acts on what the handlers report. A new
 * part is made in the constructor, a new handler goes into {@link #handlers}, a new report into
 * {@link DeviceReports}. Lives as long as the connection, on the lane.
 */
final class OnlineParts {

  private final Wire wire;
  private final LinkedDevice device;
  private final Consumer<ClientEvent> events;
  private final Clock clock;
  private final Login login;
  private final DeviceDirectory directory;
  private final GroupDirectory groups;
  private final PreKeySupply preKeySupply;
  private final ServerProps serverProps;
  private final Blocklists blocklists;
  private final TrustExchange trust;
  private final Outgoing outgoing;
  private final StateParts state;
  private final RetryAnswers retries;
  private final DeviceReports reports;
  private final OfflineQueue offline;
  private final StanzaTable table;
  private final GuardedTicks ticks = new GuardedTicks();

  /** What the parts need to know about the login, and tell it. */
  interface Login {
    /** The network accepted it, and may have told its time. */
    void accepted(Optional<Jid> lid, Optional<Instant> at);

    /** The name of our own account. */
    void named(String pushName);

    /** What our phone says about a file that the hosts lost. */
    void mediaRetried(Node notification);

    /** What to send before the next handshake. */
    void routed(byte[] routing);

    /** Whether others see us as online. */
    boolean available();
  }

  /**
   * @param sending runs what may wait for the network to take it
   * @param blobs fetches files of the account's state
   */
  OnlineParts(
      Wire wire,
      LinkedDevice device,
      Executor sending,
      Consumer<ClientEvent> events,
      Clock clock,
      Login login,
      Blobs blobs,
      RandomGenerator random) {
    this.wire = wire;
    this.device = device;
    this.events = events;
    this.clock = clock;
    this.login = login;
    SessionSupply sessions =
        new SessionSupply(
            wire.queries(),
            device.store(),
            device.contacts(),
            device.vouching(),
            device.cipher(),
            this::on,
            sending);
    this.directory =
        new DeviceDirectory(
            wire.queries(),
            device.store(),
            device.contacts(),
            device.vouching(),
            this::on,
            clock,
            sending);
    this.groups =
        new GroupDirectory(
            wire.queries(), device.store(), device.groups(), device.contacts(), sending);
    this.preKeySupply =
        new PreKeySupply(
            wire.queries(),
            device.store(),
            device.preKeys(),
            device.keys().local(),
            this::on,
            clock);
    this.serverProps = new ServerProps(wire.queries(), device.store());
    this.blocklists =
        new Blocklists(
            wire.queries(),
            new BlockedPeople(device.store(), device.contacts()),
            device.contacts(),
            directory,
            this::on);
    this.trust =
        new TrustExchange(
            wire.queries(), device.tokens(), serverProps, device.self(), device.contacts(), clock);
    SentLists sentLists = new SentLists(device.contacts(), clock);
    this.outgoing =
        new Outgoing(
            sending,
            device,
            new DirectRoute(device, directory, sessions, trust, sentLists),
            new GroupRoute(device, groups, directory, sessions, sentLists),
            sentLists,
            wire.out(),
            clock,
            new SendFailures());
    this.retries = new RetryAnswers(device, sessions, groups, wire.out(), this::note, clock);
    this.state =
        new StateParts(wire, device, sessions, directory, blobs, login, events, clock, random);
    this.reports =
        new DeviceReports(
            device.outbox(),
            device.polls(),
            preKeySupply,
            outgoing,
            retries,
            state,
            new GroupParts(wire.queries(), groups, outgoing, events),
            trust,
            device.newChats(),
            login,
            events);
    this.offline = new OfflineQueue(wire.out(), wire.heard(), this::on);
    this.table =
        new StanzaTable(
            handlers(),
            new StanzaTable(
                Map.of("call", new CallStanza(wire.out())), new IgnoredStanza(this::on)));
  }

  private Map<String, StanzaHandler> handlers() {
    StreamErrorStanza streamError = new StreamErrorStanza(wire::streamEnded);
    return Map.ofEntries(
        Map.entry("ack", new AckStanza(this::on)),
        Map.entry("chatstate", new ChatstateStanza(this::on)),
        Map.entry("failure", new FailureStanza(wire::streamEnded)),
        Map.entry("ib", new IbStanza(offline, wire.queries(), this::on, wire::streamEnded)),
        Map.entry("iq", new IqStanza(wire.queries(), wire.out(), _ -> {})),
        Map.entry("message", messages()),
        Map.entry(
            "notification",
            new NotificationStanza(
                wire.out(),
                device.contacts(),
                directory,
                new GroupNotices(device.store(), device.groups(), groups, this::on),
                blocklists,
                device.tokens(),
                this::on)),
        Map.entry("presence", new PresenceStanza(this::on)),
        Map.entry("receipt", new ReceiptStanza(wire.out(), clock, this::on)),
        Map.entry("stream:error", streamError),
        Map.entry("success", new SuccessStanza(this::on)),
        Map.entry("xmlstreamend", streamError));
  }

  private MessageStanza messages() {
    return new MessageStanza(
        device.self(),
        wire.out(),
        device.contacts(),
        device.inbox(),
        device.intake(),
        device.missing(),
        device.retryRequests(),
        login::available,
        this::on);
  }

  /** Handles a stanza by its tag. */
  void received(Node stanza) {
    try {
      table.handle(stanza);
    } finally {
      offline.dealtWith(stanza);
    }
  }

  Queries queries() {
    return wire.queries();
  }

  GroupDirectory groups() {
    return groups;
  }

  PreKeySupply preKeySupply() {
    return preKeySupply;
  }

  StateParts state() {
    return state;
  }

  Blocklists blocklists() {
    return blocklists;
  }

  TrustExchange trust() {
    return trust;
  }

  Outgoing outgoing() {
    return outgoing;
  }

  /** The login is complete. */
  void begin() {
    ticks.run("props", serverProps::refresh);
    ticks.run("blocklist", blocklists::refresh);
    ticks.run("tokens of trust", trust::begin);
    outgoing.sendWaiting();
    retries.begin();
    state.begin();
  }

  /** Sends a stanza that nobody answers. */
  void send(Node stanza) {
    wire.out().send(stanza);
  }

  /** Whose device this is. */
  Self self() {
    return device.self();
  }

  /** Tells a line for the log. */
  void note(String text) {
    events.accept(new ClientEvent.Noted(text));
  }

  /** Does what time asks for. */
  void tick(Instant now) {
    ticks.run("the questions", () -> wire.queries().expire(now));
    ticks.run("the pre-keys", () -> preKeySupply.tick(now));
    ticks.run("the offline queue", () -> offline.tick(now));
    ticks.run("what is sent", () -> outgoing.tick(now));
    state.tick(now, ticks);
    ticks.run("the answers to retries", () -> retries.tick(now));
  }

  /** The connection is gone. */
  void over() {
    outgoing.close();
    state.over();
  }

  private void on(DeviceEvent event) {
    reports.accept(event);
  }

  private final class SendFailures implements Outgoing.Listener {
    @Override
    public void refused(String id, String reason) {
      events.accept(new ClientEvent.MessageRefused(id, reason));
    }

    @Override
    public void storeFailed(StoreFailedException cause) {
      String why = String.valueOf(cause.getMessage());
      wire.lane().execute(() -> wire.end().accept(new CloseReason.StoreFailed(why)));
    }
  }
}

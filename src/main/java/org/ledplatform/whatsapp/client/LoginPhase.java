package org.ledplatform.whatsapp.client;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.LidMap;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.stanza.AckStanza;
import org.ledplatform.whatsapp.stanza.CallStanza;
import org.ledplatform.whatsapp.stanza.DeviceDirectory;
import org.ledplatform.whatsapp.stanza.DeviceEvent;
import org.ledplatform.whatsapp.stanza.FailureStanza;
import org.ledplatform.whatsapp.stanza.IbStanza;
import org.ledplatform.whatsapp.stanza.IgnoredStanza;
import org.ledplatform.whatsapp.stanza.IqStanza;
import org.ledplatform.whatsapp.stanza.MessageStanza;
import org.ledplatform.whatsapp.stanza.NotificationStanza;
import org.ledplatform.whatsapp.stanza.PreKeySupply;
import org.ledplatform.whatsapp.stanza.QueryFailure;
import org.ledplatform.whatsapp.stanza.Questions;
import org.ledplatform.whatsapp.stanza.ReceiptStanza;
import org.ledplatform.whatsapp.stanza.SessionSupply;
import org.ledplatform.whatsapp.stanza.StanzaTable;
import org.ledplatform.whatsapp.stanza.StreamErrorStanza;
import org.ledplatform.whatsapp.stanza.SuccessStanza;

/**
 * A connection with credentials: logs in, supplies pre-keys, takes part in live traffic and notices
 * when the other side is gone (protocol §6). What the stanzas report comes together here.
 */
final class LoginPhase implements Phase {

  private final Wire wire;
  private final LinkedDevice device;
  private final Memory memory;
  private final Consumer<ClientEvent> events;
  private final Clock clock;
  private final RandomGenerator random;
  private final PreKeySupply supply;
  private final Outgoing outgoing;
  private final RetryAnswers retryAnswers;
  private final StanzaTable table;
  private Optional<KeepAlive> keepAlive = Optional.empty();
  private boolean accepted;
  private boolean available;

  /** What outlives the connection, kept by whoever makes connections. */
  interface Memory {
    /** The name others see; empty text when unknown. */
    String pushName();

    /** Stores another name. */
    void renamed(String pushName);

    /** Stores what to send before the next handshake. */
    void routed(byte[] routing);

    /** The login is complete. */
    void online();
  }

  LoginPhase(
      Wire wire,
      LinkedDevice device,
      Memory memory,
      Executor sending,
      Consumer<ClientEvent> events,
      Clock clock,
      RandomGenerator random) {
    this.wire = wire;
    this.device = device;
    this.memory = memory;
    this.events = events;
    this.clock = clock;
    this.random = random;
    SessionSupply sessions =
        new SessionSupply(
            wire.queries(), device.store(), device.contacts(), device.cipher(), this::on);
    DeviceDirectory directory =
        new DeviceDirectory(wire.queries(), device.store(), device.contacts(), clock);
    this.supply =
        new PreKeySupply(
            wire.queries(),
            device.store(),
            device.preKeys(),
            device.keys().local(),
            device.keys().signedPreKey(),
            this::on);
    this.outgoing =
        new Outgoing(sending, device, directory, sessions, wire.out(), clock, new SendFailures());
    this.retryAnswers = new RetryAnswers(device, sessions, wire.out(), this::note);
    this.table = table(directory);
  }

  private StanzaTable table(DeviceDirectory directory) {
    StreamErrorStanza streamError = new StreamErrorStanza(wire::streamEnded);
    MessageStanza message =
        new MessageStanza(
            device.self(),
            wire.out(),
            device.contacts(),
            device.inbox(),
            device.intake(),
            device.retryRequests(),
            () -> available,
            this::on);
    return new StanzaTable(
        Map.of(
            "iq", new IqStanza(wire.queries(), wire.out(), _ -> {}),
            "success", new SuccessStanza(this::on),
            "failure", new FailureStanza(wire::streamEnded),
            "stream:error", streamError,
            "xmlstreamend", streamError,
            "ib", new IbStanza(wire.out(), wire.queries(), this::on, wire::streamEnded),
            "message", message,
            "receipt", new ReceiptStanza(wire.out(), clock, this::on),
            "ack", new AckStanza(this::on),
            "notification",
                new NotificationStanza(wire.out(), device.contacts(), directory, this::on)),
        new StanzaTable(Map.of("call", new CallStanza(wire.out())), new IgnoredStanza(this::on)));
  }

  @Override
  public void received(Node stanza) {
    table.handle(stanza);
  }

  private void on(DeviceEvent event) {
    switch (event) {
      case DeviceEvent.LoginAccepted(Optional<Jid> lid) -> begin(lid);
      case DeviceEvent.RoutingTold(byte[] routing) -> memory.routed(routing);
      case DeviceEvent.OfflineDone(long count) -> {
        if (count > 0) {
          note("Delivered while we were away: " + count);
        }
      }
      case DeviceEvent.PreKeysLeft(int count) -> supply.topUp(count, () -> {});
      case DeviceEvent.MessageArrived(var message) ->
          events.accept(new ClientEvent.MessageReceived(message));
      case DeviceEvent.MessageUnreadable(String id, Jid chat, Jid sender, String reason) ->
          events.accept(new ClientEvent.MessageUndecryptable(id, chat, sender, reason));
      case DeviceEvent.ReceiptArrived(
              List<String> ids,
              Jid chat,
              Jid by,
              String type,
              Instant at) ->
          events.accept(new ClientEvent.ReceiptReceived(ids, chat, by, type, at));
      case DeviceEvent.RetryAsked asked -> retryAnswers.answer(asked);
      case DeviceEvent.ServerAcked(String id, OptionalInt error) -> acknowledged(id, error);
      case DeviceEvent.PushNameTold(String name) -> named(name);
      case DeviceEvent.Noted(String text) -> note(text);
    }
  }

  private void begin(Optional<Jid> lid) {
    accepted = true;
    Jid own = device.self().jid();
    device
        .contacts()
        .learn(LidMap.Pair.of(own, lid.orElseGet(() -> device.self().lid())).stream().toList());
    wire.queries()
        .ask(
            Questions.preKeyCount(),
            answer -> supply.topUp(count(answer), this::activate),
            failure -> {
              note("The network did not count our pre-keys: " + failure.text());
              activate();
            });
  }

  private static int count(Node answer) {
    return answer
        .child("count")
        .flatMap(count -> count.number("value"))
        .map(Long::intValue)
        .orElse(0);
  }

  private void activate() {
    wire.queries()
        .ask(
            Questions.active(),
            _ -> {
              keepAlive = Optional.of(new KeepAlive(random, clock.instant()));
              announce();
              memory.online();
              events.accept(new ClientEvent.Online(device.self().jid(), device.self().lid()));
              outgoing.sendWaiting();
            },
            this::notActivated);
  }

  private void notActivated(QueryFailure failure) {
    if (!(failure instanceof QueryFailure.ConnectionGone)) {
      wire.end().accept(new CloseReason.TimedOut("the login"));
    }
  }

  private void announce() {
    if (!memory.pushName().isEmpty()) {
      available = true;
      wire.out()
          .send(Node.of("presence").with("type", "available").with("name", memory.pushName()));
    }
  }

  private void named(String name) {
    if (!name.equals(memory.pushName())) {
      memory.renamed(name);
      events.accept(new ClientEvent.PushNameChanged(name));
      if (keepAlive.isPresent()) {
        announce();
      }
    }
  }

  private void acknowledged(String id, OptionalInt error) {
    if (error.isPresent()) {
      device.outbox().drop(id);
      events.accept(
          new ClientEvent.MessageRefused(id, "the network refused it with " + error.getAsInt()));
    } else if (device.outbox().accept(id)) {
      events.accept(new ClientEvent.MessageAccepted(id));
    }
    outgoing.acknowledged(id);
  }

  private void note(String text) {
    events.accept(new ClientEvent.Noted(text));
  }

  /** Sends a message that is in the outbox, when the login is complete; else it waits for that. */
  void offer(OutgoingMessage message) {
    if (keepAlive.isPresent()) {
      outgoing.offer(message);
    }
  }

  /** Asks the network to forget this device. */
  void leave(Runnable done) {
    wire.queries()
        .ask(Questions.removeDevice(device.self().jid()), _ -> done.run(), _ -> done.run());
  }

  @Override
  public void tick(Instant now) {
    wire.queries().expire(now);
    outgoing.tick(now);
    keepAlive.ifPresent(alive -> keepAlive(alive, now));
  }

  private void keepAlive(KeepAlive alive, Instant now) {
    switch (alive.tick(now)) {
      case NOTHING -> {}
      case PING ->
          wire.queries().ask(Questions.ping(), _ -> alive.answered(clock.instant()), _ -> {});
      case GIVE_UP -> wire.end().accept(new CloseReason.TimedOut("the keep-alive"));
    }
  }

  @Override
  public boolean waiting() {
    return !accepted;
  }

  @Override
  public CloseReason explain(CloseReason reason) {
    return reason;
  }

  @Override
  public void over() {
    outgoing.close();
    wire.queries().failAll();
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

package org.ledplatform.whatsapp.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.LidMap;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.message.Self;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.stanza.PresenceStanza;
import org.ledplatform.whatsapp.stanza.QueryFailure;
import org.ledplatform.whatsapp.stanza.Questions;

/**
 * A connection with credentials: logs in, supplies pre-keys, takes part in live traffic and notices
 * when the other side is gone (protocol §6). What it does with live traffic is in {@link
 * OnlineParts}.
 */
final class LoginPhase implements Phase, OnlineParts.Login {

  private static final Duration THREE_DAYS = Duration.ofDays(3);
  private static final Duration WEEK = Duration.ofDays(7);

  private final Wire wire;
  private final LinkedDevice device;
  private final Memory memory;
  private final Consumer<ClientEvent> events;
  private final Clock clock;
  private final RandomGenerator random;
  private final OnlineParts parts;
  private Optional<KeepAlive> keepAlive = Optional.empty();
  private boolean accepted;
  private boolean available;

  /** What outlives the connection, kept by whoever makes connections. */
  interface Memory {
    /** The name others see; empty text when unknown. */
    String pushName();

    /** Stores another name. */
    void renamed(String pushName);

    /** Remembers which LID our account has now: the network gave it another one. */
    void moved(Jid lid);

    /** Stores what to send before the next handshake. */
    void routed(byte[] routing);

    /** Our phone spoke about a file that the hosts lost. */
    void mediaRetried(Node notification);

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
      RandomGenerator random,
      Blobs blobs) {
    this.wire = wire;
    this.device = device;
    this.memory = memory;
    this.events = events;
    this.clock = clock;
    this.random = random;
    this.parts = new OnlineParts(wire, device, sending, events, clock, this, blobs, random);
  }

  @Override
  public void received(Node stanza) {
    parts.received(stanza);
  }

  @Override
  public void accepted(Optional<Jid> lid, Optional<Instant> at) {
    accepted = true;
    at.ifPresent(device.groups()::networkTime);
    // Before anything that is addressed to it can be read.
    lid.ifPresent(this::known);
    Self self = device.self();
    device.contacts().learn(LidMap.Pair.of(self.jid(), self.lid()).stream().toList());
    wire.queries()
        .ask(
            Questions.preKeyCount(),
            answer -> parts.preKeySupply().loggedIn(count(answer), this::activate),
            failure -> {
              parts.note("The network did not count our pre-keys: " + failure.text());
              activate();
            });
  }

  /** What is no LID is left alone: our own is not given up for it. */
  private void known(Jid told) {
    Self self = device.self();
    if (LidMap.Pair.of(self.jid(), told).isPresent() && !told.sameUser(self.lid())) {
      memory.moved(told.withoutDevice());
      parts.note("The network gave our account another LID");
    }
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
              parts.begin();
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
      wire.out().send(unifiedSession());
      wire.out()
          .send(Node.of("presence").with("type", "available").with("name", memory.pushName()));
    }
  }

  /** What other clients say whenever they become available: the time within a week, shifted. */
  private Node unifiedSession() {
    long id = (clock.millis() + THREE_DAYS.toMillis()) % WEEK.toMillis();
    return Node.of("ib", Node.of("unified_session").with("id", id));
  }

  @Override
  public void routed(byte[] routing) {
    memory.routed(routing);
  }

  @Override
  public void mediaRetried(Node notification) {
    if (notification.jid("from").filter(device.self()::isMe).isPresent()) {
      memory.mediaRetried(notification);
    }
  }

  @Override
  public boolean available() {
    return available;
  }

  @Override
  public void named(String name) {
    if (!name.equals(memory.pushName())) {
      memory.renamed(name);
      events.accept(new ClientEvent.PushNameChanged(name));
      if (keepAlive.isPresent()) {
        announce();
      }
    }
  }

  /** The parts of the connection, when the login is complete. */
  Optional<OnlineParts> online() {
    return keepAlive.map(_ -> parts);
  }

  /** Sends a message that is in the outbox, when the login is complete; else it waits for that. */
  void offer(OutgoingMessage message) {
    if (keepAlive.isPresent()) {
      parts.outgoing().offer(message);
    }
  }

  /** Sends what is worth sending now or never: receipts of ours, who we watch, that we type. */
  void tell(List<Node> stanzas) {
    if (keepAlive.isPresent()) {
      stanzas.forEach(wire.out()::send);
    }
  }

  /** Asks to be told about somebody, with the token that they gave us. */
  void watch(Jid person) {
    tell(List.of(parts.trust().vouched(person, PresenceStanza.subscribe(person))));
  }

  /** Our own address as a chat knows it. */
  Jid addressIn(Jid chat) {
    return device.self().addressedLike(chat);
  }

  /** Says whether somebody is at this device; without a name nobody can be. */
  void appear(boolean there) {
    if (there) {
      announce();
    } else {
      available = false;
      tell(List.of(Node.of("presence").with("type", "unavailable")));
    }
  }

  /**
   * Asks the network to forget this device.
   *
   * @param done it did, or hung up, as it does on a device that it forgot
   * @param unheard it did not
   */
  void leave(Runnable done, Runnable unheard) {
    wire.queries()
        .ask(
            Questions.removeDevice(device.self().jid()),
            _ -> done.run(),
            failure -> (failure instanceof QueryFailure.ConnectionGone ? done : unheard).run());
  }

  /**
   * The keep-alive goes first: nothing that fails behind it may make a dead connection look live.
   */
  @Override
  public void tick(Instant now) {
    if (keepAlive.isPresent() && gaveUp(keepAlive.get(), now)) {
      return;
    }
    parts.tick(now);
  }

  private boolean gaveUp(KeepAlive alive, Instant now) {
    KeepAlive.Step step = alive.tick(now);
    switch (step) {
      case NOTHING -> {}
      case PING ->
          wire.queries().ask(Questions.ping(), _ -> alive.answered(clock.instant()), _ -> {});
      case GIVE_UP -> wire.end().accept(new CloseReason.TimedOut("the keep-alive"));
    }
    return step == KeepAlive.Step.GIVE_UP;
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
    parts.over();
    wire.queries().failAll();
  }
}

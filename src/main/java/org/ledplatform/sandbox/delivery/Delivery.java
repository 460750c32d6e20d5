package org.ledplatform.sandbox.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Predicate;
import org.ledplatform.sandbox.account.DeviceId;
import org.ledplatform.sandbox.account.StanzaQueues;
import org.ledplatform.sandbox.account.StanzaQueues.Queued;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/**
 * Brings stanzas to devices in the order of sending. Everything that must be acknowledged passes
 * through the device's queue, also when the device is there. Touched only in a turn.
 */
public final class Delivery {

  private final StanzaQueues queues;
  private final Sessions sessions;
  private final AwayNews away;
  private final Clock clock;

  public Delivery(StanzaQueues queues, Sessions sessions, AwayNews away, Clock clock) {
    this.queues = queues;
    this.sessions = sessions;
    this.away = away;
    this.clock = clock;
  }

  /**
   * Queues a stanza for a device and sends it at once when the device takes live traffic and has
   * all that came before.
   */
  public void enqueue(DeviceId to, Node stanza) {
    Queued queued = queues.add(to, stanza);
    if (sessions.of(to).isEmpty()) {
      away.missed(to, stanza);
    }
    sessions
        .of(to)
        .filter(session -> session.live() && session.backlog().isEmpty())
        .ifPresent(
            session -> {
              session.put(stanza);
              session.sent(queued.sequence());
            });
  }

  /** Sends a stanza that is worth nothing later, such as a presence. */
  public void passing(DeviceId to, Node stanza) {
    sessions.of(to).filter(DeviceSession::live).ifPresent(session -> session.put(stanza));
  }

  /**
   * After a login: announces what waited and begins to send it (protocol §6.1).
   *
   * @param pull whether the client says that it asks for what waited; others get all of it at once
   */
  public void catchUp(DeviceSession session, boolean pull) {
    StanzaQueues.Summary waiting = queues.summary(session.device());
    session.put(ib(preview(waiting)));
    session.begin(new Backlog(waiting.last(), waiting.all(), clock.instant()));
    proceed(session, pull ? Backlog.UNASKED : Integer.MAX_VALUE);
  }

  /** The client asks for so many of those that waited. */
  public void batchWanted(DeviceSession session, int count) {
    session
        .backlog()
        .ifPresent(
            backlog -> {
              backlog.ask(count);
              proceed(session, backlog.batch());
            });
  }

  /** Sends the next ones that waited, and when none is left says so and goes on with live ones. */
  private void proceed(DeviceSession session, int most) {
    Backlog backlog = session.backlog().orElseThrow();
    backlog.move(clock.instant());
    for (Queued queued :
        queues.between(session.device(), session.sentUpTo(), backlog.end(), most)) {
      session.put(queued.stanza().with("offline", "1"));
      session.sent(queued.sequence());
    }
    if (queues.between(session.device(), session.sentUpTo(), backlog.end(), 1).isEmpty()) {
      session.put(ib(Node.of("offline").with("count", backlog.size())));
      session.caughtUp();
      if (session.live()) {
        sendRest(session);
      }
    }
  }

  /** The device takes live traffic from now on; sends what came since the login. */
  public void goLive(DeviceSession session) {
    session.setLive();
    if (session.backlog().isEmpty()) {
      sendRest(session);
    }
  }

  private void sendRest(DeviceSession session) {
    for (Queued queued : queues.after(session.device(), session.sentUpTo())) {
      session.put(queued.stanza());
      session.sent(queued.sequence());
    }
  }

  /** The device has dealt with the oldest stanza that fits. */
  public void settle(DeviceSession session, Predicate<Node> fits) {
    queues.settle(session.device(), session.sentUpTo(), fits);
    session.backlog().ifPresent(backlog -> acknowledged(session, backlog));
  }

  private void acknowledged(DeviceSession session, Backlog backlog) {
    backlog.move(clock.instant());
    if (backlog.followsAcknowledgements()
        && queues.between(session.device(), 0, session.sentUpTo(), 1).isEmpty()) {
      proceed(session, backlog.batch());
    }
  }

  /** Time passes: who neither asks for what waited nor acknowledges it gets more of it. */
  public void tick() {
    Instant now = clock.instant();
    for (DeviceSession session : sessions.all()) {
      session
          .backlog()
          .filter(backlog -> backlog.stuck(now))
          .ifPresent(backlog -> proceed(session, backlog.batch()));
    }
  }

  /** Whether something that fits waits for the device. */
  public boolean waits(DeviceId device, Predicate<Node> fits) {
    return queues.after(device, 0).stream().anyMatch(queued -> fits.test(queued.stanza()));
  }

  private static Node preview(StanzaQueues.Summary waiting) {
    return Node.of("offline_preview")
        .with("count", waiting.all())
        .with("message", waiting.with("message"))
        .with("notification", waiting.with("notification"))
        .with("receipt", waiting.with("receipt"))
        .with("appdata", 0);
  }

  private static Node ib(Node child) {
    return Node.of("ib", child).with("from", Jid.NETWORK);
  }
}

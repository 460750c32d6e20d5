package org.ledplatform.sandbox.delivery;

import java.util.List;
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

  public Delivery(StanzaQueues queues, Sessions sessions, AwayNews away) {
    this.queues = queues;
    this.sessions = sessions;
    this.away = away;
  }

  /** Queues a stanza for a device and sends it at once when the device takes live traffic. */
  public void enqueue(DeviceId to, Node stanza) {
    Queued queued = queues.add(to, stanza);
    if (sessions.of(to).isEmpty()) {
      away.missed(to, stanza);
    }
    sessions
        .of(to)
        .filter(DeviceSession::live)
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

  /** After a login: sends what waited, framed by the preview and the count (protocol §6.1). */
  public void catchUp(DeviceSession session) {
    List<Queued> waiting = queues.after(session.device(), session.sentUpTo());
    session.put(ib(preview(waiting)));
    for (Queued queued : waiting) {
      session.put(queued.stanza().with("offline", "1"));
      session.sent(queued.sequence());
    }
    session.put(ib(Node.of("offline").with("count", waiting.size())));
  }

  /** The device takes live traffic from now on; sends what came since the login. */
  public void goLive(DeviceSession session) {
    session.setLive();
    for (Queued queued : queues.after(session.device(), session.sentUpTo())) {
      session.put(queued.stanza());
      session.sent(queued.sequence());
    }
  }

  /** The device has dealt with the oldest stanza that fits. */
  public void settle(DeviceSession session, Predicate<Node> fits) {
    queues.settle(session.device(), session.sentUpTo(), fits);
  }

  /** Whether something that fits waits for the device. */
  public boolean waits(DeviceId device, Predicate<Node> fits) {
    return queues.after(device, 0).stream().anyMatch(queued -> fits.test(queued.stanza()));
  }

  private static Node preview(List<Queued> waiting) {
    return Node.of("offline_preview")
        .with("count", waiting.size())
        .with("message", count(waiting, "message"))
        .with("notification", count(waiting, "notification"))
        .with("receipt", count(waiting, "receipt"))
        .with("appdata", 0);
  }

  private static long count(List<Queued> waiting, String tag) {
    return waiting.stream().filter(queued -> queued.stanza().tag().equals(tag)).count();
  }

  private static Node ib(Node child) {
    return Node.of("ib", child).with("from", Jid.NETWORK);
  }
}

package org.ledplatform.sandbox.delivery;

import java.util.Optional;
import org.ledplatform.sandbox.account.DeviceId;
import org.ledplatform.whatsapp.node.Node;

/** A device that is connected. Touched only in a turn. */
public final class DeviceSession {

  private final DeviceId device;
  private final Outlet outlet;
  private final Passage passage;
  private boolean live;
  private boolean available;
  private boolean silent;
  private long sentUpTo;
  private Optional<Backlog> backlog = Optional.empty();

  public DeviceSession(DeviceId device, Outlet outlet, Passage passage) {
    this.device = device;
    this.outlet = outlet;
    this.passage = passage;
  }

  /** Whose it is. */
  public DeviceId device() {
    return device;
  }

  /** Sends a stanza of the moment: a reply, an acknowledgement. It is not queued. */
  public void put(Node stanza) {
    passage.leave(this, stanza);
  }

  /** Where stanzas leave that have passed. */
  public Outlet outlet() {
    return outlet;
  }

  /** Whether nothing passes any more although the connection is there. */
  public boolean silent() {
    return silent;
  }

  /** Lets nothing pass from now on. */
  public void fallSilent() {
    silent = true;
  }

  /** Ends the connection. */
  public void end(String reason) {
    outlet.end(reason);
  }

  /** Whether the device takes live traffic (protocol §6.1). */
  public boolean live() {
    return live;
  }

  /** Whether the person is there: last presence told. */
  public boolean available() {
    return available;
  }

  /** The person comes or goes. */
  public void setAvailable(boolean nowAvailable) {
    available = nowAvailable;
  }

  /** The place in the queue up to which everything was sent over this connection. */
  public long sentUpTo() {
    return sentUpTo;
  }

  /** What waited at the login, while it is not all sent. */
  Optional<Backlog> backlog() {
    return backlog;
  }

  void begin(Backlog waited) {
    backlog = Optional.of(waited);
  }

  void caughtUp() {
    backlog = Optional.empty();
  }

  void setLive() {
    live = true;
  }

  void sent(long sequence) {
    sentUpTo = sequence;
  }
}

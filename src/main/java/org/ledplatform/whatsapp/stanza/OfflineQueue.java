package org.ledplatform.whatsapp.stanza;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.node.Node;

/**
 * Asks for what waited at the network while this device was away, batch by batch (protocol §6.1,
 * §6.5): the next batch when the last one was dealt with and everybody heard it, so that thousands
 * of messages never lie in memory together. Lives on the lane.
 */
public final class OfflineQueue {

  /** How many stanzas are asked for at a time. */
  static final int BATCH = 100;

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int MOST_REMINDERS = 3;

  private final NodeSender out;
  private final Executor whenHeard;
  private final Consumer<DeviceEvent> events;
  private boolean open;
  private boolean hearing;
  private long dealtWith;
  private int ofBatch;
  private int reminders;
  private boolean moved;
  private Instant since = Instant.MAX;

  /**
   * @param whenHeard runs a task on the lane once everything told until now was heard
   */
  public OfflineQueue(NodeSender out, Executor whenHeard, Consumer<DeviceEvent> events) {
    this.out = out;
    this.whenHeard = whenHeard;
    this.events = events;
  }

  /** The network announces how much waits. */
  void announced(long count) {
    open = count > 0;
    if (open) {
      ask();
    }
  }

  /** Everything has come. */
  void complete(long count) {
    open = false;
    events.accept(new DeviceEvent.OfflineDone(count));
  }

  /** A stanza was dealt with, well or badly. */
  public void dealtWith(Node stanza) {
    if (!open || stanza.attribute("offline").isEmpty()) {
      return;
    }
    moved = true;
    reminders = 0;
    dealtWith++;
    ofBatch++;
    if (ofBatch >= BATCH) {
      ofBatch = 0;
      hearing = true;
      whenHeard.execute(this::heard);
    }
  }

  private void heard() {
    hearing = false;
    if (open) {
      ask();
    }
  }

  private void ask() {
    moved = true;
    out.send(Node.of("ib", Node.of("offline_batch").with("count", BATCH)));
  }

  /** Reminds the network when nothing comes any more, and ends the waiting after a minute. */
  public void tick(Instant now) {
    if (!open) {
      return;
    }
    if (moved || hearing) {
      moved = false;
      since = now;
    } else if (!now.isBefore(since.plus(PATIENCE))) {
      since = now;
      remind();
    }
  }

  private void remind() {
    if (reminders == MOST_REMINDERS) {
      open = false;
      events.accept(
          new DeviceEvent.Noted(
              "The network sent " + dealtWith + " of what waited for us and then no more"));
      return;
    }
    reminders++;
    out.send(Node.of("ib", Node.of("offline_batch").with("count", BATCH)));
  }
}

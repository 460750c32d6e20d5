package org.ledplatform.whatsapp.stanza;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.node.Node;

/**
 * Asks for what waited at the network while this device was away, batch by batch (protocol §6.1,
 * §6.5). As WhatsApp's own client does, it asks for a second batch when the first stanza is there;
 * from then on for another one whenever one was dealt with and everybody heard it. So two batches
 * are the most that lie in memory together, however many thousands wait. Lives on the lane.
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
  private long announced;
  private long askedFor;
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
    announced = count;
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
    if (dealtWith == 1) {
      askForMore();
    }
    ofBatch++;
    if (ofBatch >= BATCH) {
      ofBatch = 0;
      hearing = true;
      whenHeard.execute(this::heard);
    }
  }

  private void heard() {
    hearing = false;
    askForMore();
  }

  private void askForMore() {
    if (open && askedFor < announced) {
      ask();
    }
  }

  private void ask() {
    moved = true;
    askedFor += BATCH;
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

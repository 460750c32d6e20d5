package org.ledplatform.api.events;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.ledplatform.api.queue.SerialQueue;

/**
 * One open stream. Events are written in order on the executor, never by who publishes; a reader
 * that falls too far behind is cut off and comes back with {@code Last-Event-ID}.
 */
final class EventStream implements EventBuffer.Listener {

  /** How many events may wait for a slow reader. */
  static final int MAX_WAITING = 1_000;

  private final SseEventSink sink;
  private final Sse sse;
  private final Optional<Instant> until;
  private final SerialQueue<OutboundSseEvent> queue;

  /**
   * @param until when the caller's token expires
   */
  EventStream(SseEventSink sink, Sse sse, Optional<Instant> until, Executor executor) {
    this.sink = sink;
    this.sse = sse;
    this.until = until;
    this.queue = new SerialQueue<>(executor, MAX_WAITING, _ -> 1, this::write);
  }

  @Override
  public void hear(ApiEvent event) {
    offer(
        sse.newEventBuilder()
            .id(event.id())
            .name(event.type())
            .data(String.class, event.json())
            .build());
  }

  /** Sends a comment, so that whoever sits in between keeps the connection and we see it end. */
  void beat() {
    offer(sse.newEventBuilder().comment("still here").build());
  }

  /** Whether nobody reads any more, or nobody may. */
  boolean isOver(Instant now) {
    return sink.isClosed() || until.filter(end -> !end.isAfter(now)).isPresent();
  }

  /** Ends the stream. */
  void close() {
    queue.stop();
    sink.close();
  }

  private void offer(OutboundSseEvent event) {
    if (!queue.offer(event)) {
      close();
    }
  }

  private void write(OutboundSseEvent event) {
    if (!sink.isClosed()) {
      // Jersey writes on this thread; what fails closes the sink, and the next beat clears it away.
      var _ = sink.send(event);
    }
  }
}

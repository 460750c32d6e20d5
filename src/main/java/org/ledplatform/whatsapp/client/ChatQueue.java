package org.ledplatform.whatsapp.client;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.ledplatform.whatsapp.message.OutgoingMessage;

/**
 * The messages of one chat that wait to be sent, in order, and when the next one may leave. The
 * first is the one whose turn it is. Lives on the sending queue.
 */
final class ChatQueue {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);
  private static final int MAX_DOUBLINGS = 5;

  private final List<OutgoingMessage> waiting = new ArrayList<>();
  private Optional<Current> current = Optional.empty();
  private Instant pausedUntil = Instant.EPOCH;
  private int pauses;

  /** Whose turn it is, and since when. */
  private record Current(Route.Turn turn, Instant since) {}

  /** Behind everything else. */
  void add(OutgoingMessage message) {
    waiting.add(message);
  }

  /**
   * In front of what was not sent yet, behind what came back before, and not into what is sent.
   *
   * @param cameBack tells which messages came back before
   */
  void putBack(OutgoingMessage message, Predicate<OutgoingMessage> cameBack) {
    int place = current.isPresent() ? 1 : 0;
    while (place < waiting.size() && cameBack.test(waiting.get(place))) {
      place++;
    }
    if (!waiting.contains(message)) {
      waiting.add(place, message);
    }
  }

  /** This one need not be sent any more; one that is being sent leaves all the same. */
  void remove(String id) {
    List<OutgoingMessage> free = current.isPresent() ? waiting.subList(1, waiting.size()) : waiting;
    free.removeIf(message -> message.id().equals(id));
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** The message that may be sent now, if one may. */
  Optional<OutgoingMessage> next(Instant now) {
    return waiting.isEmpty() || current.isPresent() || now.isBefore(pausedUntil)
        ? Optional.empty()
        : Optional.of(waiting.getFirst());
  }

  /** The turn of the first message begins. */
  void begin(Route.Turn turn, Instant now) {
    current = Optional.of(new Current(turn, now));
  }

  /** Whether this turn goes on; one that was given up has nothing to say any more. */
  boolean isCurrent(Route.Turn turn) {
    return current.filter(c -> c.turn() == turn).isPresent();
  }

  /** The message whose turn has begun before this time and not ended. */
  Optional<OutgoingMessage> stuck(Instant before) {
    return current.filter(c -> c.since().isBefore(before)).map(_ -> waiting.getFirst());
  }

  /** The first message is done with, one way or the other. */
  void done() {
    current = Optional.empty();
    pauses = 0;
    waiting.removeFirst();
  }

  /** The turn of the first message ends without success; it has another one after a pause. */
  void putOff(Instant now) {
    current = Optional.empty();
    pauses++;
    pause(now, pauses);
  }

  /** Longer every time: a network that is asked too often wants to be asked less. */
  void pause(Instant now, int times) {
    int doublings = Math.min(times - 1, MAX_DOUBLINGS);
    pausedUntil = now.plus(FIRST_PAUSE.multipliedBy(1L << doublings));
  }
}

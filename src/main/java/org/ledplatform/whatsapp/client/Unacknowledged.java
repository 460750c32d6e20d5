package org.ledplatform.whatsapp.client;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ledplatform.whatsapp.message.OutgoingMessage;

/**
 * The messages that left over this connection and that the network neither took nor refused yet. It
 * answers within a second; what it says nothing about for long was lost, or the answer was. Lives
 * on the sending queue.
 */
final class Unacknowledged {

  private static final Duration PATIENCE = Duration.ofSeconds(75);

  private final Map<String, Left> messages = new LinkedHashMap<>();

  private record Left(OutgoingMessage message, Instant at) {}

  /** A message left. */
  void left(OutgoingMessage message, Instant now) {
    messages.remove(message.id());
    messages.put(message.id(), new Left(message, now));
  }

  /** The network spoke about a message. */
  void remove(String id) {
    messages.remove(id);
  }

  /** Those that were waited for long enough, in the order they left; they are forgotten. */
  List<OutgoingMessage> overdue(Instant now) {
    List<OutgoingMessage> overdue = new ArrayList<>();
    for (Left left : messages.values()) {
      if (left.at().plus(PATIENCE).isAfter(now)) {
        break;
      }
      overdue.add(left.message());
    }
    overdue.forEach(message -> messages.remove(message.id()));
    return overdue;
  }
}

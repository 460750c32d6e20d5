package org.ledplatform.whatsapp.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.message.Inbox;
import org.ledplatform.whatsapp.message.MissingMessage;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestMessage;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestMessage.PlaceholderMessageResendRequest;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestType;
import org.ledplatform.whatsapp.proto.ProtocolMessage;

/**
 * Asks our own phone for messages that this device did not get (protocol §8.5, §8.7): each once,
 * after a pause in which it may come by itself, and none older than 14 days. Lives on the lane.
 */
final class PlaceholderRequests {

  private static final Duration OLDEST = Duration.ofDays(14);
  private static final int MOST = 512;

  private final Inbox inbox;
  private final Consumer<ProtocolMessage> phone;
  private final Clock clock;
  private final Map<String, Waiting> waiting =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Waiting> eldest) {
          return size() > MOST;
        }
      };

  private record Waiting(MissingMessage message, Instant due, boolean asked) {}

  PlaceholderRequests(Inbox inbox, Consumer<ProtocolMessage> phone, Clock clock) {
    this.inbox = inbox;
    this.phone = phone;
    this.clock = clock;
  }

  /** A message is missing; the same one later changes nothing. */
  void missing(MissingMessage message, Duration after) {
    if (message.sentAt().isAfter(clock.instant().minus(OLDEST))) {
      waiting.putIfAbsent(name(message), new Waiting(message, clock.instant().plus(after), false));
    }
  }

  private static String name(MissingMessage message) {
    return message.key().getRemoteJid()
        + "|"
        + message.key().getParticipant()
        + "|"
        + message.key().getId();
  }

  /**
   * Asks for what is due and did not come. What was asked for stays known, so as not to ask twice.
   */
  void tick(Instant now) {
    List<MissingMessage> due = new ArrayList<>();
    for (Iterator<Map.Entry<String, Waiting>> i = waiting.entrySet().iterator(); i.hasNext(); ) {
      Map.Entry<String, Waiting> entry = i.next();
      Waiting one = entry.getValue();
      if (one.asked() || now.isBefore(one.due())) {
        continue;
      }
      if (inbox.hasSeen(one.message().names())) {
        i.remove();
      } else {
        due.add(one.message());
        entry.setValue(new Waiting(one.message(), one.due(), true));
      }
    }
    due.forEach(message -> phone.accept(request(message)));
  }

  private static ProtocolMessage request(MissingMessage message) {
    return ProtocolMessage.newBuilder()
        .setType(ProtocolMessage.Type.PEER_DATA_OPERATION_REQUEST_MESSAGE)
        .setPeerDataOperationRequestMessage(
            PeerDataOperationRequestMessage.newBuilder()
                .setPeerDataOperationRequestType(
                    PeerDataOperationRequestType.PLACEHOLDER_MESSAGE_RESEND)
                .addPlaceholderMessageResendRequest(
                    PlaceholderMessageResendRequest.newBuilder().setMessageKey(message.key())))
        .build();
  }
}

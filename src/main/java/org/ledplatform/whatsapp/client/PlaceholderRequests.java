package org.ledplatform.whatsapp.client;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.message.MissingMessage;
import org.ledplatform.whatsapp.message.MissingMessages;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestMessage;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestMessage.PlaceholderMessageResendRequest;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestType;
import org.ledplatform.whatsapp.proto.ProtocolMessage;

/**
 * Asks our own phone for messages that this device did not get (protocol §8.5, §8.7), after a pause
 * in which they may come by themselves. What is left to ask outlives the process; how often and how
 * long is up to {@link MissingMessages}. Lives on the lane.
 */
final class PlaceholderRequests {

  private final MissingMessages messages;
  private final Consumer<ProtocolMessage> phone;
  private final Consumer<String> note;
  private final Map<String, MissingMessage> waiting =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, MissingMessage> eldest) {
          return size() > MissingMessages.MOST;
        }
      };

  private boolean begun;

  PlaceholderRequests(
      MissingMessages messages, Consumer<ProtocolMessage> phone, Consumer<String> note) {
    this.messages = messages;
    this.phone = phone;
    this.note = note;
  }

  /** The login is complete: goes on where the last connection or process stopped. */
  void begin() {
    begun = true;
    messages.waiting().forEach(this::missing);
  }

  /** A message is missing; the same one later changes nothing. */
  void missing(MissingMessage message) {
    waiting.putIfAbsent(message.name(), message);
  }

  /** Asks for what is due and did not come. */
  void tick(Instant now) {
    if (begun) {
      List<MissingMessage> due =
          waiting.values().stream().filter(one -> !now.isBefore(one.due())).toList();
      due.forEach(this::deal);
    }
  }

  private void deal(MissingMessage message) {
    boolean arrived = messages.arrived(message);
    if (arrived || messages.hopeless(message)) {
      waiting.remove(message.name());
      messages.forget(message);
      if (!arrived) {
        note.accept("A message that did not get here did not come from our phone either");
      }
      return;
    }
    waiting.put(message.name(), messages.asking(message));
    phone.accept(request(message));
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

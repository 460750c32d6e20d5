package org.ledplatform.sandbox.phone;

import java.util.Optional;
import org.ledplatform.sandbox.proto.StoredMessage;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.MessageKey;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestMessage;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestResponseMessage;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestResponseMessage.PeerDataOperationResult;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestResponseMessage.PlaceholderMessageResendResponse;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestType;
import org.ledplatform.whatsapp.proto.ProtocolMessage;

/**
 * What a companion asks its phone for: the key of the app state, messages that it could not read,
 * older messages (protocol §6.9, §8.8). The phone has what it shows. Used under its lock.
 */
final class PeerRequests {

  private static final int MAX_MESSAGES = 50;

  private final PhoneParts parts;

  PeerRequests(PhoneParts parts) {
    this.parts = parts;
  }

  /** Answers one of our own companions; what is no question needs no answer. */
  void answer(int companion, String stanzaId, Message message) {
    ProtocolMessage asked = message.getProtocolMessage();
    switch (asked.getType()) {
      case APP_STATE_SYNC_KEY_REQUEST ->
          send(
              companion,
              CompanionWelcome.appStateKey(
                  parts.keys().identity().identityKey(),
                  parts.about().getRawId(),
                  parts.clock().instant()));
      case PEER_DATA_OPERATION_REQUEST_MESSAGE ->
          operation(companion, stanzaId, asked.getPeerDataOperationRequestMessage());
      default -> {}
    }
  }

  private void operation(int companion, String stanzaId, PeerDataOperationRequestMessage request) {
    switch (request.getPeerDataOperationRequestType()) {
      case PLACEHOLDER_MESSAGE_RESEND -> resend(companion, stanzaId, request);
      case HISTORY_SYNC_ON_DEMAND ->
          new HistoryMail(parts)
              .answer(companion, stanzaId, request.getHistorySyncOnDemandRequest());
      default -> {}
    }
  }

  private void resend(int companion, String stanzaId, PeerDataOperationRequestMessage request) {
    PeerDataOperationRequestResponseMessage.Builder response =
        PeerDataOperationRequestResponseMessage.newBuilder()
            .setPeerDataOperationRequestType(
                PeerDataOperationRequestType.PLACEHOLDER_MESSAGE_RESEND)
            .setStanzaId(stanzaId);
    request.getPlaceholderMessageResendRequestList().stream()
        .limit(MAX_MESSAGES)
        .flatMap(wanted -> found(wanted.getMessageKey()).stream())
        .forEach(
            found ->
                response.addPeerDataOperationResult(
                    PeerDataOperationResult.newBuilder()
                        .setPlaceholderMessageResendResponse(
                            PlaceholderMessageResendResponse.newBuilder()
                                .setWebMessageInfoBytes(
                                    new PastChats(parts).info(found).toByteString()))));
    send(
        companion,
        Message.newBuilder()
            .setProtocolMessage(
                ProtocolMessage.newBuilder()
                    .setType(ProtocolMessage.Type.PEER_DATA_OPERATION_REQUEST_RESPONSE_MESSAGE)
                    .setPeerDataOperationRequestResponseMessage(response))
            .build());
  }

  private Optional<StoredMessage> found(MessageKey key) {
    return parts
        .screen()
        .find(
            m ->
                Shown.written(m)
                    && m.getId().equals(key.getId())
                    && m.getFromMe() == key.getFromMe());
  }

  private void send(int companion, Message message) {
    parts.letters().sendPeer(companion, parts.ids().next(), message);
  }
}

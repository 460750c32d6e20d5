package org.ledplatform.sandbox.phone;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import org.ledplatform.sandbox.proto.StoredMessage;
import org.ledplatform.sandbox.storage.SandboxStorageException;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.proto.Conversation;
import org.ledplatform.whatsapp.proto.HistorySync;
import org.ledplatform.whatsapp.proto.HistorySyncMessage;
import org.ledplatform.whatsapp.proto.HistorySyncType;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.MessageKey;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestMessage;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestMessage.HistorySyncOnDemandRequest;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestResponseMessage;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestResponseMessage.PeerDataOperationResult;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestResponseMessage.PlaceholderMessageResendResponse;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestType;
import org.ledplatform.whatsapp.proto.ProtocolMessage;
import org.ledplatform.whatsapp.proto.WebMessageInfo;

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
          send(companion, history(request.getHistorySyncOnDemandRequest()));
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
                                .setWebMessageInfoBytes(info(found).toByteString()))));
    send(
        companion,
        Message.newBuilder()
            .setProtocolMessage(
                ProtocolMessage.newBuilder()
                    .setType(ProtocolMessage.Type.PEER_DATA_OPERATION_REQUEST_RESPONSE_MESSAGE)
                    .setPeerDataOperationRequestResponseMessage(response))
            .build());
  }

  private Message history(HistorySyncOnDemandRequest request) {
    List<StoredMessage> chat =
        parts.screen().all().stream()
            .filter(Shown::written)
            .filter(m -> chat(m).toString().equals(request.getChatJid()))
            .toList();
    List<StoredMessage> older =
        chat.stream().takeWhile(m -> !m.getId().equals(request.getOldestMsgId())).toList();
    int count = Math.clamp(request.getOnDemandMsgCount(), 1, MAX_MESSAGES);
    Conversation.Builder conversation = Conversation.newBuilder().setId(request.getChatJid());
    older.reversed().stream()
        .limit(count)
        .forEach(
            m -> conversation.addMessages(HistorySyncMessage.newBuilder().setMessage(info(m))));
    return CompanionWelcome.inline(
        HistorySync.newBuilder()
            .setSyncType(HistorySyncType.ON_DEMAND)
            .setChunkOrder(0)
            .setProgress(100)
            .addConversations(conversation)
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

  private WebMessageInfo info(StoredMessage stored) {
    return WebMessageInfo.newBuilder()
        .setKey(
            MessageKey.newBuilder()
                .setRemoteJid(chat(stored).toString())
                .setFromMe(stored.getFromMe())
                .setId(stored.getId()))
        .setMessage(content(stored))
        .setMessageTimestamp(stored.getTimestampMillis() / 1_000)
        .build();
  }

  private static Message content(StoredMessage stored) {
    ByteString whole = stored.getContent();
    try {
      return whole.isEmpty()
          ? Message.newBuilder().setConversation(stored.getText()).build()
          : Message.parseFrom(whole);
    } catch (InvalidProtocolBufferException e) {
      throw new SandboxStorageException("A shown message cannot be read", e);
    }
  }

  private Jid chat(StoredMessage stored) {
    return Chat.address(stored.getChat(), parts.server()::account);
  }

  private void send(int companion, Message message) {
    parts.letters().sendPeer(companion, parts.ids().next(), message);
  }
}

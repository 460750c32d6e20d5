package org.ledplatform.whatsapp.message;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.ledplatform.whatsapp.proto.DeviceSentMessage;
import org.ledplatform.whatsapp.proto.FutureProofMessage;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.ProtocolMessage;

/**
 * Finds what only devices of our own account may say (CVE-2026-48063 shows why), however deep it is
 * wrapped: readers of a message take off a few wrappers, a guard looks under all of them.
 */
final class SelfOnly {

  private static final Set<ProtocolMessage.Type> TYPES =
      Set.of(
          ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION,
          ProtocolMessage.Type.APP_STATE_SYNC_KEY_SHARE,
          ProtocolMessage.Type.APP_STATE_SYNC_KEY_REQUEST,
          ProtocolMessage.Type.MSG_FANOUT_BACKFILL_REQUEST,
          ProtocolMessage.Type.INITIAL_SECURITY_NOTIFICATION_SETTING_SYNC,
          ProtocolMessage.Type.APP_STATE_FATAL_EXCEPTION_NOTIFICATION,
          ProtocolMessage.Type.PEER_DATA_OPERATION_REQUEST_MESSAGE,
          ProtocolMessage.Type.PEER_DATA_OPERATION_REQUEST_RESPONSE_MESSAGE,
          ProtocolMessage.Type.LID_MIGRATION_MAPPING_SYNC);

  private SelfOnly() {}

  /** Whether such a thing is in the message or under any of its wrappers. */
  static boolean isIn(Message message) {
    Deque<Message> left = new ArrayDeque<>();
    left.add(message);
    while (!left.isEmpty()) {
      Message next = left.remove();
      ProtocolMessage told = next.getProtocolMessage();
      if (says(told)) {
        return true;
      }
      if (told.hasEditedMessage()) {
        left.add(told.getEditedMessage());
      }
      next.getAllFields().values().forEach(field -> unwrap(field, left));
    }
    return false;
  }

  private static void unwrap(Object field, Deque<Message> left) {
    switch (field) {
      case FutureProofMessage wrapper -> left.add(wrapper.getMessage());
      case DeviceSentMessage wrapper -> left.add(wrapper.getMessage());
      default -> {
        // Content, not a wrapper: nobody acts on what it quotes.
      }
    }
  }

  /** By type and by content: one of them may be left out by who wants to get around the other. */
  static boolean says(ProtocolMessage told) {
    return TYPES.contains(told.getType())
        || told.hasHistorySyncNotification()
        || told.hasAppStateSyncKeyShare()
        || told.hasAppStateSyncKeyRequest()
        || told.hasPeerDataOperationRequestMessage()
        || told.hasPeerDataOperationRequestResponseMessage()
        || told.hasLidMigrationMappingSyncMessage();
  }
}

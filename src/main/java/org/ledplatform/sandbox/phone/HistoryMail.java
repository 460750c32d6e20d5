package org.ledplatform.sandbox.phone;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import org.ledplatform.sandbox.account.Device;
import org.ledplatform.sandbox.media.PhoneMedia;
import org.ledplatform.whatsapp.media.MediaKind;
import org.ledplatform.whatsapp.media.MediaReference;
import org.ledplatform.whatsapp.media.MediaSource;
import org.ledplatform.whatsapp.media.MediaUnavailableException;
import org.ledplatform.whatsapp.proto.HistorySync;
import org.ledplatform.whatsapp.proto.HistorySyncNotification;
import org.ledplatform.whatsapp.proto.HistorySyncType;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestMessage.HistorySyncOnDemandRequest;
import org.ledplatform.whatsapp.proto.ProtocolMessage;

/**
 * Brings a phone's past to its companions: as encrypted files of the media hosts, or inside of the
 * notification where the companion reads that and it is small (protocol §6.9, §10). Used under the
 * phone's lock.
 */
final class HistoryMail {

  /** What goes inside of a notification at most, deflated. */
  static final int MOST_INLINE = 32 * 1024;

  private final PhoneParts parts;
  private final PastChats past;

  HistoryMail(PhoneParts parts) {
    this.parts = parts;
    this.past = new PastChats(parts);
  }

  /** The history for a companion that became active for the first time. */
  void welcome(Device companion) {
    int number = companion.id().number();
    HistorySync first = past.bootstrap();
    boolean small = deflated(first).length <= MOST_INLINE;
    if (!hosts()) {
      send(number, withoutHosts(companion, small ? first : past.people()));
      return;
    }
    if (companion.takesInlineHistory() && small) {
      send(number, inline(first));
    } else {
      sendFile(number, first, Optional.empty());
      sendFile(number, past.names(), Optional.empty());
    }
    past.rest(companion.wantsFullHistory())
        .forEach(part -> sendFile(number, part, Optional.empty()));
  }

  /** Some clients keep silent until they hear something about the history (protocol §6.2). */
  private static HistorySyncNotification.Builder withoutHosts(Device companion, HistorySync first) {
    return companion.takesInlineHistory()
        ? inline(first)
        : notification(part(HistorySyncType.NON_BLOCKING_DATA));
  }

  /** Older messages that a companion asked for. */
  void answer(int companion, String question, HistorySyncOnDemandRequest request) {
    HistorySync part = past.onDemand(request);
    if (hosts()) {
      sendFile(companion, part, Optional.of(question));
    } else {
      send(companion, inline(part).setPeerDataRequestSessionId(question));
    }
  }

  private boolean hosts() {
    return parts.server().media().address().isPresent();
  }

  private void sendFile(int companion, HistorySync part, Optional<String> question) {
    PhoneMedia.Sent sent;
    try {
      sent =
          parts
              .server()
              .media()
              .forPhones(parts.about().getTenant())
              .upload(MediaKind.HISTORY, MediaSource.of(deflated(part)));
    } catch (MediaUnavailableException _) {
      // The hosts closed a moment ago, and with them the network.
      return;
    }
    MediaReference file = sent.reference();
    HistorySyncNotification.Builder notification =
        notification(part)
            .setFileSha256(bytes(file.fileSha256()))
            .setFileLength(file.length())
            .setMediaKey(bytes(file.mediaKey()))
            .setFileEncSha256(bytes(file.encryptedSha256()))
            .setDirectPath(file.directPath());
    question.ifPresent(notification::setPeerDataRequestSessionId);
    send(companion, notification);
  }

  private static HistorySync part(HistorySyncType type) {
    return HistorySync.newBuilder().setSyncType(type).setProgress(100).build();
  }

  private static HistorySyncNotification.Builder inline(HistorySync part) {
    return notification(part).setInitialHistBootstrapInlinePayload(bytes(deflated(part)));
  }

  private static HistorySyncNotification.Builder notification(HistorySync part) {
    return HistorySyncNotification.newBuilder()
        .setSyncType(part.getSyncType())
        .setChunkOrder(part.getChunkOrder())
        .setProgress(part.getProgress());
  }

  private void send(int companion, HistorySyncNotification.Builder notification) {
    Message message =
        Message.newBuilder()
            .setProtocolMessage(
                ProtocolMessage.newBuilder()
                    .setType(ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION)
                    .setHistorySyncNotification(notification))
            .build();
    parts.letters().sendPeer(companion, parts.ids().next(), message);
  }

  private static ByteString bytes(byte[] bytes) {
    return ByteString.copyFrom(bytes);
  }

  private static byte[] deflated(HistorySync part) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream zlib = new DeflaterOutputStream(out)) {
      part.writeTo(zlib);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does not fail to be written", e);
    }
    return out.toByteArray();
  }
}

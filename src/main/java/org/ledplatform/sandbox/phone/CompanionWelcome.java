package org.ledplatform.sandbox.phone;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.whatsapp.crypto.Hkdf;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.proto.AppStateSyncKey;
import org.ledplatform.whatsapp.proto.AppStateSyncKeyData;
import org.ledplatform.whatsapp.proto.AppStateSyncKeyFingerprint;
import org.ledplatform.whatsapp.proto.AppStateSyncKeyId;
import org.ledplatform.whatsapp.proto.AppStateSyncKeyShare;
import org.ledplatform.whatsapp.proto.HistorySync;
import org.ledplatform.whatsapp.proto.HistorySyncNotification;
import org.ledplatform.whatsapp.proto.HistorySyncType;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.PhoneNumberToLidMapping;
import org.ledplatform.whatsapp.proto.ProtocolMessage;
import org.ledplatform.whatsapp.proto.Pushname;

/**
 * What a phone tells a companion that became active for the first time (protocol §6.9). Some
 * clients keep silent for ever without it.
 */
final class CompanionWelcome {

  private static final byte[] KEY_ID = {0, 0, 0, 0, 1, 1};
  private static final int KEY_LENGTH = 32;

  private CompanionWelcome() {}

  /** Shares the key for the account's app state. */
  static Message appStateKey(KeyPair identity, int rawId, Instant now) {
    return protocol(
        ProtocolMessage.newBuilder()
            .setType(ProtocolMessage.Type.APP_STATE_SYNC_KEY_SHARE)
            .setAppStateSyncKeyShare(
                AppStateSyncKeyShare.newBuilder().addKeys(key(identity, rawId, now))));
  }

  /** The key for the account's app state: always the same, made from the identity key. */
  static AppStateSyncKey key(KeyPair identity, int rawId, Instant now) {
    byte[] key =
        Hkdf.derive(
            identity.privateKey().bytes(),
            new byte[0],
            "sandbox app state".getBytes(StandardCharsets.US_ASCII),
            KEY_LENGTH);
    AppStateSyncKeyFingerprint.Builder fingerprint =
        AppStateSyncKeyFingerprint.newBuilder()
            .setRawId(rawId)
            .setCurrentIndex(1)
            .addDeviceIndexes(0)
            .addDeviceIndexes(1);
    return AppStateSyncKey.newBuilder()
        .setKeyId(AppStateSyncKeyId.newBuilder().setKeyId(ByteString.copyFrom(KEY_ID)))
        .setKeyData(
            AppStateSyncKeyData.newBuilder()
                .setKeyData(ByteString.copyFrom(key))
                .setFingerprint(fingerprint)
                .setTimestamp(now.toEpochMilli()))
        .build();
  }

  /** Word that there is no history, for a companion that would look for it on a media server. */
  static Message noHistory() {
    return notification(
        HistorySyncNotification.newBuilder()
            .setSyncType(HistorySyncType.NON_BLOCKING_DATA)
            .setChunkOrder(0)
            .setProgress(100));
  }

  /** The history inside of its notification: no messages, but who is who. */
  static Message history(List<Account> people) {
    HistorySync.Builder history =
        HistorySync.newBuilder()
            .setSyncType(HistorySyncType.INITIAL_BOOTSTRAP)
            .setChunkOrder(0)
            .setProgress(100);
    for (Account person : people) {
      history
          .addPhoneNumberToLidMappings(
              PhoneNumberToLidMapping.newBuilder()
                  .setPnJid(person.phoneJid().toString())
                  .setLidJid(person.lidJid().toString()))
          .addPushnames(
              Pushname.newBuilder().setId(person.phoneJid().toString()).setPushname(person.name()));
    }
    return inline(history.build());
  }

  /** History inside of its notification. */
  static Message inline(HistorySync history) {
    return notification(
        HistorySyncNotification.newBuilder()
            .setSyncType(history.getSyncType())
            .setChunkOrder(0)
            .setProgress(100)
            .setInitialHistBootstrapInlinePayload(
                ByteString.copyFrom(deflated(history.toByteArray()))));
  }

  private static Message notification(HistorySyncNotification.Builder notification) {
    return protocol(
        ProtocolMessage.newBuilder()
            .setType(ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION)
            .setHistorySyncNotification(notification));
  }

  private static Message protocol(ProtocolMessage.Builder content) {
    return Message.newBuilder().setProtocolMessage(content).build();
  }

  private static byte[] deflated(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream zlib = new DeflaterOutputStream(out)) {
      zlib.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does not fail to be written", e);
    }
    return out.toByteArray();
  }
}

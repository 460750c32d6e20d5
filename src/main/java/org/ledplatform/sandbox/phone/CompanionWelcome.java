package org.ledplatform.sandbox.phone;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.ledplatform.whatsapp.crypto.Hkdf;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.proto.AppStateSyncKey;
import org.ledplatform.whatsapp.proto.AppStateSyncKeyData;
import org.ledplatform.whatsapp.proto.AppStateSyncKeyFingerprint;
import org.ledplatform.whatsapp.proto.AppStateSyncKeyId;
import org.ledplatform.whatsapp.proto.AppStateSyncKeyShare;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.ProtocolMessage;

/**
 * The first thing that a phone tells a companion which became active for the first time (protocol
 * §6.9). Some clients keep silent for ever without it.
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

  private static Message protocol(ProtocolMessage.Builder content) {
    return Message.newBuilder().setProtocolMessage(content).build();
  }
}

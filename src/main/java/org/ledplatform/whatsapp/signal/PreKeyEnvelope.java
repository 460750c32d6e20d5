package org.ledplatform.whatsapp.signal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.OptionalInt;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.proto.PreKeyWhisperMessage;
import org.ledplatform.whatsapp.proto.StoredPendingPreKey;

/**
 * An {@code enc type=pkmsg} taken apart (protocol §7.3): what the receiver needs to begin the same
 * session, and the first message in it. Nothing in it is authenticated before that message is.
 */
record PreKeyEnvelope(
    OptionalInt preKeyId,
    int signedPreKeyId,
    PublicKey baseKey,
    PublicKey identity,
    int registrationId,
    WhisperEnvelope message) {

  static PreKeyEnvelope parse(byte[] bytes) {
    if (bytes.length == 0) {
      throw new MalformedMessageException("A message is empty");
    }
    WhisperEnvelope.requireVersion(bytes[0]);
    try {
      PreKeyWhisperMessage message =
          PreKeyWhisperMessage.parser().parseFrom(bytes, 1, bytes.length - 1);
      if (!message.hasBaseKey() || !message.hasIdentityKey() || !message.hasSignedPreKeyId()) {
        throw new MalformedMessageException("A pre-key message lacks a field");
      }
      return new PreKeyEnvelope(
          message.hasPreKeyId() ? OptionalInt.of(message.getPreKeyId()) : OptionalInt.empty(),
          message.getSignedPreKeyId(),
          WhisperEnvelope.key(message.getBaseKey()),
          WhisperEnvelope.key(message.getIdentityKey()),
          message.getRegistrationId(),
          WhisperEnvelope.parse(message.getMessage().toByteArray()));
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedMessageException("A pre-key message is no protobuf", e);
    }
  }

  /** Wraps a message while the other side may not have the session yet. */
  static byte[] wrap(
      StoredPendingPreKey pending, byte[] baseKey, LocalIdentity self, byte[] message) {
    PreKeyWhisperMessage.Builder envelope =
        PreKeyWhisperMessage.newBuilder()
            .setBaseKey(ByteString.copyFrom(new PublicKey(baseKey).withPrefix()))
            .setIdentityKey(ByteString.copyFrom(self.identityKey().publicKey().withPrefix()))
            .setMessage(ByteString.copyFrom(message))
            .setRegistrationId(self.registrationId())
            .setSignedPreKeyId(pending.getSignedPreKeyId());
    if (pending.hasPreKeyId()) {
      envelope.setPreKeyId(pending.getPreKeyId());
    }
    return WhisperEnvelope.versioned(envelope.build().toByteArray());
  }
}

package org.ledplatform.whatsapp.signal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.proto.SenderKeyDistributionMessage;
import org.ledplatform.whatsapp.proto.StoredSenderKey;

/** What hands a sender key to a device: version byte and protobuf (protocol §7.6). */
final class SenderKeyIntroduction {

  private static final int CHAIN_KEY = 32;

  private SenderKeyIntroduction() {}

  /** The key as it is now: whoever gets it reads from the next message on. */
  static byte[] of(StoredSenderKey key) {
    return WhisperEnvelope.versioned(
        SenderKeyDistributionMessage.newBuilder()
            .setId(key.getId())
            .setIteration(key.getIteration())
            .setChainKey(key.getChainKey())
            .setSigningKey(
                ByteString.copyFrom(
                    new PublicKey(key.getSigningPublic().toByteArray()).withPrefix()))
            .build()
            .toByteArray());
  }

  /**
   * Reads what somebody else handed out.
   *
   * @throws MalformedMessageException when it is not what it should be
   */
  static StoredSenderKey parse(byte[] bytes) {
    if (bytes.length == 0) {
      throw new MalformedMessageException("The introduction of a sender key is empty");
    }
    WhisperEnvelope.requireVersion(bytes[0]);
    try {
      SenderKeyDistributionMessage told =
          SenderKeyDistributionMessage.parser().parseFrom(bytes, 1, bytes.length - 1);
      if (!told.hasId() || !told.hasIteration() || told.getChainKey().size() != CHAIN_KEY) {
        throw new MalformedMessageException("The introduction of a sender key lacks a field");
      }
      return StoredSenderKey.newBuilder()
          .setId(told.getId())
          .setIteration(told.getIteration())
          .setChainKey(told.getChainKey())
          .setSigningPublic(ByteString.copyFrom(WhisperEnvelope.key(told.getSigningKey()).bytes()))
          .build();
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedMessageException("The introduction of a sender key is no protobuf", e);
    }
  }
}

package org.ledplatform.whatsapp.signal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import org.ledplatform.whatsapp.crypto.Curve;
import org.ledplatform.whatsapp.proto.SenderKeyMessage;

/**
 * An {@code enc type=skmsg} taken apart: version byte, protobuf, signature (protocol §7.6). Nothing
 * in it is authenticated before the signature was checked.
 *
 * @param iteration unsigned on the wire
 * @param body version byte and protobuf, which the signature covers
 */
record SenderKeyEnvelope(
    int keyId, long iteration, byte[] ciphertext, byte[] body, byte[] signature) {

  static SenderKeyEnvelope parse(byte[] bytes) {
    if (bytes.length < 1 + Curve.SIGNATURE_LENGTH) {
      throw new MalformedMessageException("A group message is cut off");
    }
    WhisperEnvelope.requireVersion(bytes[0]);
    int bodyLength = bytes.length - Curve.SIGNATURE_LENGTH;
    try {
      SenderKeyMessage message = SenderKeyMessage.parser().parseFrom(bytes, 1, bodyLength - 1);
      if (!message.hasId() || !message.hasIteration() || !message.hasCiphertext()) {
        throw new MalformedMessageException("A group message lacks a field");
      }
      return new SenderKeyEnvelope(
          message.getId(),
          Integer.toUnsignedLong(message.getIteration()),
          message.getCiphertext().toByteArray(),
          Arrays.copyOf(bytes, bodyLength),
          Arrays.copyOfRange(bytes, bodyLength, bytes.length));
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedMessageException("A group message is no protobuf", e);
    }
  }

  /** Version byte and protobuf of a message to sign and send. */
  static byte[] body(int keyId, int iteration, byte[] ciphertext) {
    return WhisperEnvelope.versioned(
        SenderKeyMessage.newBuilder()
            .setId(keyId)
            .setIteration(iteration)
            .setCiphertext(ByteString.copyFrom(ciphertext))
            .build()
            .toByteArray());
  }
}

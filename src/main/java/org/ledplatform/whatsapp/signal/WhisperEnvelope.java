package org.ledplatform.whatsapp.signal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import org.ledplatform.whatsapp.crypto.InvalidKeyException;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.proto.WhisperMessage;

/**
 * An {@code enc type=msg} taken apart: version byte, protobuf, MAC (protocol §7.3). Counters are
 * unsigned on the wire.
 *
 * @param body version byte and protobuf, which the MAC covers
 */
record WhisperEnvelope(
    PublicKey ratchetKey,
    long counter,
    long previousCounter,
    byte[] ciphertext,
    byte[] body,
    byte[] mac) {

  /** Current version 3 in the high half, oldest version 3 in the low half. */
  static final byte VERSION = 0x33;

  private static final int SUPPORTED = 3;

  static WhisperEnvelope parse(byte[] bytes) {
    if (bytes.length < 1 + MessageKeys.MAC_LENGTH) {
      throw new MalformedMessageException("A message is cut off");
    }
    requireVersion(bytes[0]);
    int bodyLength = bytes.length - MessageKeys.MAC_LENGTH;
    try {
      WhisperMessage message = WhisperMessage.parser().parseFrom(bytes, 1, bodyLength - 1);
      if (!message.hasRatchetKey() || !message.hasCounter() || !message.hasCiphertext()) {
        throw new MalformedMessageException("A message lacks a field");
      }
      return new WhisperEnvelope(
          key(message.getRatchetKey()),
          Integer.toUnsignedLong(message.getCounter()),
          Integer.toUnsignedLong(message.getPreviousCounter()),
          message.getCiphertext().toByteArray(),
          Arrays.copyOf(bytes, bodyLength),
          Arrays.copyOfRange(bytes, bodyLength, bytes.length));
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedMessageException("A message is no protobuf", e);
    }
  }

  /** Version byte and protobuf of a message to send. */
  static byte[] body(PublicKey ratchetKey, int counter, int previousCounter, byte[] ciphertext) {
    return versioned(
        WhisperMessage.newBuilder()
            .setRatchetKey(ByteString.copyFrom(ratchetKey.withPrefix()))
            .setCounter(counter)
            .setPreviousCounter(previousCounter)
            .setCiphertext(ByteString.copyFrom(ciphertext))
            .build()
            .toByteArray());
  }

  static byte[] versioned(byte[] protobuf) {
    byte[] bytes = new byte[1 + protobuf.length];
    bytes[0] = VERSION;
    System.arraycopy(protobuf, 0, bytes, 1, protobuf.length);
    return bytes;
  }

  static void requireVersion(byte version) {
    if ((version >> 4 & 0xF) < SUPPORTED || (version & 0xF) > SUPPORTED) {
      throw new MalformedMessageException("A message of another version");
    }
  }

  static PublicKey key(ByteString prefixed) {
    try {
      return PublicKey.ofPrefixed(prefixed.toByteArray());
    } catch (InvalidKeyException e) {
      throw new MalformedMessageException("A message holds a malformed key", e);
    }
  }
}

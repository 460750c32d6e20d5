package org.ledplatform.whatsapp.noise;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.ledplatform.whatsapp.crypto.Curve;
import org.ledplatform.whatsapp.crypto.InvalidKeyException;
import org.ledplatform.whatsapp.crypto.PrivateKey;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.proto.HandshakeMessage;

/** Reads the parts of handshake messages; whatever is wrong is a {@link HandshakeException}. */
final class Parts {

  /** Bytes in an encrypted public key. */
  static final int SEALED_KEY = PublicKey.LENGTH + 16;

  private Parts() {}

  static HandshakeMessage message(byte[] bytes) {
    try {
      return HandshakeMessage.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new HandshakeException("Not a handshake message", e);
    }
  }

  static PublicKey key(byte[] bytes) {
    if (bytes.length != PublicKey.LENGTH) {
      throw new HandshakeException("A key of the handshake has not 32 bytes");
    }
    return new PublicKey(bytes);
  }

  static PublicKey key(ByteString bytes) {
    return key(bytes.toByteArray());
  }

  static byte[] sealedKey(ByteString bytes) {
    if (bytes.size() != SEALED_KEY) {
      throw new HandshakeException("An encrypted key of the handshake has not 48 bytes");
    }
    return bytes.toByteArray();
  }

  static byte[] agree(PrivateKey own, PublicKey other) {
    try {
      return Curve.agree(own, other);
    } catch (InvalidKeyException e) {
      throw new HandshakeException("A key of the handshake is worthless", e);
    }
  }
}

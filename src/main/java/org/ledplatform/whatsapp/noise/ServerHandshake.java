package org.ledplatform.whatsapp.noise;

import org.ledplatform.whatsapp.crypto.KeyPair;

/** The server side. */
public final class ServerHandshake {

  public ServerHandshake(
      KeyPair serverStatic, KeyPair ephemeral, byte[] certChain, int dictionaryVersion) {}

  public byte[] answer(byte[] clientHello) {
    throw new UnsupportedOperationException();
  }

  public ClientIdentity finish(byte[] clientFinish) {
    throw new UnsupportedOperationException();
  }

  public NoiseTransport transport() {
    throw new UnsupportedOperationException();
  }
}

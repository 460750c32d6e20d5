package org.ledplatform.whatsapp.socket;

import java.util.concurrent.Executor;
import java.util.function.Function;

/** Pairs. */
public final class MemorySockets {

  private MemorySockets() {}

  public static SocketConnector connector(
      Function<ByteSocket, ByteSocketListener> serverSide, Executor executor) {
    throw new UnsupportedOperationException();
  }
}

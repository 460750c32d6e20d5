package org.ledplatform.whatsapp.socket;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;

/** WebSocket. */
public final class JdkWebSocketConnector implements SocketConnector {

  public JdkWebSocketConnector(
      URI uri, Optional<SSLContext> tls, Duration connectTimeout, Executor executor) {}

  @Override
  public ByteSocket connect(ByteSocketListener listener) {
    throw new UnsupportedOperationException();
  }
}

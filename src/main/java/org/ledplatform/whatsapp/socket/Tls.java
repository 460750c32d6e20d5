package org.ledplatform.whatsapp.socket;

import java.io.IOException;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** TLS to a server at the other end of a connection. */
final class Tls {

  private Tls() {}

  /**
   * Speaks TLS over a connection.
   *
   * @param trust the JDK's own when empty
   * @throws javax.net.ssl.SSLException when the server does not show a trusted certificate for this
   *     name
   */
  static Socket over(Socket raw, String host, int port, Optional<SSLContext> trust)
      throws IOException {
    SSLContext context = trust.isPresent() ? trust.get() : standard();
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(raw, host, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static SSLContext standard() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has TLS", e);
    }
  }
}

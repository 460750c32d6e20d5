package org.ledplatform.whatsapp.socket;

import java.io.IOException;

/** The proxy is there and does not know us. */
public final class ProxyLoginException extends IOException {

  private static final long serialVersionUID = 1L;

  ProxyLoginException() {
    super("the proxy does not accept the user and password");
  }
}

package org.ledplatform.whatsapp.socket;

import org.ledplatform.whatsapp.WhatsAppException;

/** A text that is no address of a proxy. The message completes "the proxy …". */
public final class MalformedProxyException extends WhatsAppException {

  private static final long serialVersionUID = 1L;

  MalformedProxyException(String message) {
    super(message);
  }
}

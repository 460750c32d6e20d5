package org.ledplatform.whatsapp.node;

import org.ledplatform.whatsapp.WhatsAppException;

/** Bytes that are no node, or a node beyond the limits. */
public final class MalformedNodeException extends WhatsAppException {

  private static final long serialVersionUID = 1L;

  public MalformedNodeException(String message) {
    super(message);
  }

  public MalformedNodeException(String message, Throwable cause) {
    super(message, cause);
  }
}

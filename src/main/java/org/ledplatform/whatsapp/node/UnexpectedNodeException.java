package org.ledplatform.whatsapp.node;

import org.ledplatform.whatsapp.WhatsAppException;

/** A node that decodes, but lacks what the protocol says it has. */
public final class UnexpectedNodeException extends WhatsAppException {

  private static final long serialVersionUID = 1L;

  public UnexpectedNodeException(String message) {
    super(message);
  }
}

package org.ledplatform.whatsapp.jid;

import org.ledplatform.whatsapp.WhatsAppException;

/** A text that is no address. */
public final class MalformedJidException extends WhatsAppException {

  private static final long serialVersionUID = 1L;

  public MalformedJidException(String message) {
    super(message);
  }
}

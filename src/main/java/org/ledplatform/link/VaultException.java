package org.ledplatform.link;

import org.ledplatform.whatsapp.WhatsAppException;

/** The vault did not keep or give what a device must remember. */
public final class VaultException extends WhatsAppException {

  private static final long serialVersionUID = 1L;

  VaultException(String message, Throwable cause) {
    super(message, cause);
  }
}

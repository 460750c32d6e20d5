package org.ledplatform.whatsapp.client;

import org.ledplatform.whatsapp.WhatsAppException;

/** The store did not do what was asked; nothing that depended on it may be acknowledged. */
public final class StoreFailedException extends WhatsAppException {

  private static final long serialVersionUID = 1L;

  StoreFailedException(RuntimeException cause) {
    super("The store failed: " + cause.getClass().getSimpleName(), cause);
  }
}

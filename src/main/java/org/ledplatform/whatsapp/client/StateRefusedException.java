package org.ledplatform.whatsapp.client;

import org.ledplatform.whatsapp.WhatsAppException;

/** A change of the account's state was not taken by the network; nothing has changed. */
public final class StateRefusedException extends WhatsAppException {

  private static final long serialVersionUID = 1L;

  StateRefusedException(String message) {
    super(message);
  }
}

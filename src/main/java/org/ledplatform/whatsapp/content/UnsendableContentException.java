package org.ledplatform.whatsapp.content;

import org.ledplatform.whatsapp.WhatsAppException;

/** This cannot be sent: nobody could read it. Its message is for people. */
public final class UnsendableContentException extends WhatsAppException {

  private static final long serialVersionUID = 1L;

  UnsendableContentException(String message) {
    super(message);
  }
}

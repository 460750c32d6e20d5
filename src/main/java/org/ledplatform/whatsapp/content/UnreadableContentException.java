package org.ledplatform.whatsapp.content;

import org.ledplatform.whatsapp.WhatsAppException;

/** A message says something that cannot be, such as a reaction to no message. */
public final class UnreadableContentException extends WhatsAppException {

  private static final long serialVersionUID = 1L;

  UnreadableContentException(String message) {
    super(message);
  }
}

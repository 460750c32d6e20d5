package org.ledplatform.whatsapp.message;

import org.ledplatform.whatsapp.WhatsAppException;

/** What the store gave back is not what was put into it. */
public final class UnreadableRecordException extends WhatsAppException {

  private static final long serialVersionUID = 1L;

  UnreadableRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}

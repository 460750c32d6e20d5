package org.ledplatform.whatsapp.history;

import org.ledplatform.whatsapp.WhatsAppException;

/** A part of the history cannot be read, or is larger than any phone makes it. */
public final class HistoryException extends WhatsAppException {

  private static final long serialVersionUID = 1L;

  HistoryException(String message) {
    super(message);
  }

  HistoryException(String message, Throwable cause) {
    super(message, cause);
  }
}

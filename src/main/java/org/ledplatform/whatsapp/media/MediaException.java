package org.ledplatform.whatsapp.media;

import org.ledplatform.whatsapp.WhatsAppException;

/** A file could not be sent or fetched. Its message is for people. */
public abstract class MediaException extends WhatsAppException {

  private static final long serialVersionUID = 1L;

  MediaException(String message) {
    super(message);
  }

  MediaException(String message, Throwable cause) {
    super(message, cause);
  }
}

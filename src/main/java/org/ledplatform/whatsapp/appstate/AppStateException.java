package org.ledplatform.whatsapp.appstate;

import org.ledplatform.whatsapp.WhatsAppException;

/** The app state of an account cannot be brought up to date; the stored state is what it was. */
public sealed class AppStateException extends WhatsAppException
    permits BrokenStateException, MalformedStateException, MissingStateKeyException {

  private static final long serialVersionUID = 1L;

  AppStateException(String message) {
    super(message);
  }

  AppStateException(String message, Throwable cause) {
    super(message, cause);
  }
}

package org.ledplatform.whatsapp.appstate;

/** A snapshot, a patch or what is inside cannot be read. */
public final class MalformedStateException extends AppStateException {

  private static final long serialVersionUID = 1L;

  MalformedStateException(String message) {
    super(message);
  }

  MalformedStateException(String message, Throwable cause) {
    super(message, cause);
  }
}

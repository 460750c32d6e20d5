package org.ledplatform.whatsapp.appstate;

/** A MAC or the hash of a collection is wrong: it has to be fetched anew from its snapshot. */
public final class BrokenStateException extends AppStateException {

  private static final long serialVersionUID = 1L;

  BrokenStateException(String message) {
    super(message);
  }
}

package org.ledplatform.whatsapp.media;

/** What a message says about its file cannot be true. */
public final class MalformedReferenceException extends MediaException {

  private static final long serialVersionUID = 1L;

  MalformedReferenceException(String problem) {
    super("The message does not describe its file properly: " + problem);
  }
}

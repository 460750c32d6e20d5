package org.ledplatform.whatsapp.media;

/** The hosts do not have the file any more. The sender's or our own phone may upload it again. */
public final class MediaGoneException extends MediaException {

  private static final long serialVersionUID = 1L;

  public MediaGoneException() {
    super("The file is no longer there");
  }

  public MediaGoneException(String message) {
    super(message);
  }
}

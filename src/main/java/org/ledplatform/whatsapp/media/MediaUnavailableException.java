package org.ledplatform.whatsapp.media;

/** No media host could be used. Trying again later may help. */
public final class MediaUnavailableException extends MediaException {

  private static final long serialVersionUID = 1L;

  public MediaUnavailableException(String message) {
    super(message);
  }

  public MediaUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}

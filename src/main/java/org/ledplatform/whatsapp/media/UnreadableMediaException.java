package org.ledplatform.whatsapp.media;

import java.io.IOException;

/** The caller's own source could not be read, or its sink not written. */
public final class UnreadableMediaException extends MediaException {

  private static final long serialVersionUID = 1L;

  UnreadableMediaException(String message, IOException cause) {
    super(message, cause);
  }
}

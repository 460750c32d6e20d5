package org.ledplatform.sandbox.media;

/** The media host says no, with an HTTP status. Has no stack trace: clients cause it at will. */
final class MediaRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  MediaRefused(int status, String reason) {
    super(reason, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }
}

package org.ledplatform.whatsapp.media;

/** A file is larger than it may be. */
public final class MediaTooLargeException extends MediaException {

  private static final long serialVersionUID = 1L;

  private static final long MEBIBYTE = 1024 * 1024;

  /**
   * @param limit in bytes
   */
  public MediaTooLargeException(long limit) {
    super("The file is too large; here at most " + said(limit) + " are taken");
  }

  private static String said(long limit) {
    return limit >= MEBIBYTE ? limit / MEBIBYTE + " MiB" : limit + " bytes";
  }
}

package org.ledplatform.whatsapp.media;

/** What arrived is not the file that the message speaks of. Nothing of it was handed on. */
public final class MediaCorruptedException extends MediaException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** What did not fit. */
  public enum Reason {
    /** It has another length than the file must have. */
    LENGTH("its length is wrong"),
    /** The message authentication code does not fit: it was changed, or is of another key. */
    MAC("its authentication code is wrong"),
    /** The hash of the encrypted bytes is another. */
    ENCRYPTED_HASH("it is another file than the sender uploaded"),
    /** The padding of the last block is wrong. */
    PADDING("its end cannot be decrypted"),
    /** The hash of the file itself is another. */
    FILE_HASH("it is another file than the sender described");

    private final String words;

    Reason(String words) {
      this.words = words;
    }
  }

  MediaCorruptedException(Reason reason) {
    super("The file arrived damaged: " + reason.words);
    this.reason = reason;
  }

  /** What did not fit. */
  public Reason reason() {
    return reason;
  }
}

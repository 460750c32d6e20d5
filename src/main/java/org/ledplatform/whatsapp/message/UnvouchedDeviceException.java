package org.ledplatform.whatsapp.message;

import org.ledplatform.whatsapp.WhatsAppException;

/** A companion device that does not show that the account of its phone vouches for it. */
public final class UnvouchedDeviceException extends WhatsAppException {

  private static final long serialVersionUID = 1L;

  /** What is wrong with what it shows. */
  public enum Reason {
    /** It shows nothing. */
    ABSENT("A companion comes without its device identity"),
    /** What it shows cannot be read. */
    MALFORMED("The device identity of a companion cannot be read"),
    /** The account or the companion did not sign it. */
    NOT_SIGNED("The device identity of a companion does not verify"),
    /** It leaves the account's key out, and that is not known here. */
    ACCOUNT_UNKNOWN("The account of a companion is not known"),
    /** All of it is well signed, by another account than that of the phone that we know. */
    OTHER_ACCOUNT("The device identity of a companion is of another account than its phone");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  private final Reason reason;

  UnvouchedDeviceException(Reason reason) {
    super(reason.text);
    this.reason = reason;
  }

  UnvouchedDeviceException(Reason reason, Throwable cause) {
    super(reason.text, cause);
    this.reason = reason;
  }

  /** What is wrong. */
  public Reason reason() {
    return reason;
  }

  /** Whether it could be right once the phone's present identity is known. */
  public boolean dependsOnPhone() {
    return reason == Reason.ACCOUNT_UNKNOWN || reason == Reason.OTHER_ACCOUNT;
  }
}

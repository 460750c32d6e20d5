package org.ledplatform.whatsapp.client;

import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.stanza.QueryFailure;

/** There is no pairing code, and {@link #reason} says why. */
public final class PairingCodeRefusedException extends WhatsAppException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why there is no code. */
  public enum Reason {
    /** The client is not waiting to be paired: it is down, on its way, or paired already. */
    NOT_PAIRING("this device is not waiting to be paired"),
    /** Another request is still on its way. */
    BUSY("another code is being asked for"),
    /** The network refuses this number, or what we say about ourselves (400). */
    NUMBER_REFUSED("the network refused the phone number"),
    /** Too many codes were asked for lately (429). */
    RATE_LIMITED("too many codes were asked for; try again later"),
    /** The network refused for another reason. */
    REFUSED("the network refused to give a code"),
    /** The network did not answer. */
    NO_ANSWER("the network did not answer");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  PairingCodeRefusedException(Reason reason) {
    super(reason.text);
    this.reason = reason;
  }

  static PairingCodeRefusedException of(QueryFailure failure) {
    return new PairingCodeRefusedException(
        switch (failure) {
          case QueryFailure.Refused(int code, String _) ->
              switch (code) {
                case 400 -> Reason.NUMBER_REFUSED;
                case 429 -> Reason.RATE_LIMITED;
                default -> Reason.REFUSED;
              };
          case QueryFailure.TimedOut _, QueryFailure.ConnectionGone _ -> Reason.NO_ANSWER;
          case QueryFailure.Unreadable _ -> Reason.REFUSED;
        });
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}

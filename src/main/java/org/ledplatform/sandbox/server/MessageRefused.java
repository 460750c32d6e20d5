package org.ledplatform.sandbox.server;

import org.ledplatform.whatsapp.WhatsAppException;

/** A message is not accepted; the sender gets the code in the acknowledgement (protocol §8.6). */
final class MessageRefused extends WhatsAppException {

  private static final long serialVersionUID = 1L;

  /** The sender may not write there: not a member, or only admins may. */
  static final int FORBIDDEN = 403;

  /** No such person, for this sender. */
  static final int UNKNOWN = 404;

  /** An address of the wrong kind: a LID written as phone number or the other way round. */
  static final int WRONG_KIND = 421;

  /** The stanza is not what the protocol says. */
  static final int MALFORMED = 479;

  /** A kind of chat that this network does not have: broadcast lists, newsletters. */
  static final int NOT_SUPPORTED = 501;

  private final int code;

  MessageRefused(int code) {
    super("A message is refused with " + code);
    this.code = code;
  }

  int code() {
    return code;
  }
}

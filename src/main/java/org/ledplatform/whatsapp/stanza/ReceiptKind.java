package org.ledplatform.whatsapp.stanza;

import java.util.Arrays;
import java.util.Optional;

/** What a receipt says about a message (protocol §8.6). */
public enum ReceiptKind {
  /** It reached a device that is in use: the second tick. */
  DELIVERED(""),
  /** It reached a device that nobody looks at: the second tick, too. */
  DELIVERED_INACTIVE("inactive"),
  /** Somebody read it: the ticks turn blue. */
  READ("read"),
  /** Somebody listened to it. */
  PLAYED("played"),
  /** Our own account read it on another device. */
  READ_SELF("read-self"),
  /** Our own account listened to it on another device. */
  PLAYED_SELF("played-self"),
  /** Another device of our own account got what we sent. */
  SENT_ELSEWHERE("sender");

  private final String wire;

  ReceiptKind(String wire) {
    this.wire = wire;
  }

  /** The {@code type} of the stanza; empty text for none. */
  public String wire() {
    return wire;
  }

  /** The kind of that type; empty for what is between devices and the network. */
  public static Optional<ReceiptKind> of(String wire) {
    return Arrays.stream(values()).filter(kind -> kind.wire.equals(wire)).findFirst();
  }
}

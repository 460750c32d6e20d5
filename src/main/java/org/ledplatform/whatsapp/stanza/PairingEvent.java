package org.ledplatform.whatsapp.stanza;

import java.util.List;
import org.ledplatform.whatsapp.jid.Jid;

/** What the network says to a device that is not paired yet (protocol §5). */
public sealed interface PairingEvent {

  /** References to show as QRs, in this order. */
  record Offered(List<String> refs) implements PairingEvent {
    public Offered {
      refs = List.copyOf(refs);
    }

    /** Whoever reads a reference can show a QR, so logs do not see it. */
    @Override
    public String toString() {
      return "Offered[…]";
    }
  }

  /**
   * A phone scanned. Nothing of it is verified yet.
   *
   * @param id of the question, for the answer
   * @param container an encoded {@code ADVSignedDeviceIdentityHMAC}
   * @param businessName empty text for people
   */
  record Answered(
      String id, byte[] container, Jid jid, Jid lid, String platform, String businessName)
      implements PairingEvent {
    /** Addresses are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "Answered[…]";
    }
  }
}

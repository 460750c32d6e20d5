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

  /**
   * Somebody typed a code into the phone. Which code is not known here.
   *
   * @param ref what the network calls the pairing
   * @param wrappedEphemeral the phone's, 80 bytes, wrapped with the code that was typed
   * @param phoneIdentity the account's identity key, 32 bytes
   */
  record CodeEntered(byte[] ref, byte[] wrappedEphemeral, byte[] phoneIdentity)
      implements PairingEvent {
    /** Keys say whose they are, so logs see none of them. */
    @Override
    public String toString() {
      return "CodeEntered[…]";
    }
  }

  /** The account asks for a passkey before it links a device, which no device like us can give. */
  record PasskeyWanted() implements PairingEvent {}
}

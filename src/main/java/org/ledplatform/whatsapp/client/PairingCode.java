package org.ledplatform.whatsapp.client;

import java.time.Instant;

/**
 * A code that somebody can type into the phone to pair, instead of scanning the QR.
 *
 * @param shown as people read it: {@code ABCD-EFGH}
 * @param expiresAt when the network stops listening for it
 */
public record PairingCode(String shown, Instant expiresAt) {

  /** Whoever knows the code can pair, so logs do not see it. */
  @Override
  public String toString() {
    return "PairingCode[expiresAt=" + expiresAt + "]";
  }
}

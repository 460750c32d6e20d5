package org.ledplatform.bot;

import java.time.Instant;

/**
 * A code to type into the phone, and until when. Whoever types it owns the bot's session.
 *
 * @param code as people read it: {@code ABCD-EFGH}
 */
public record PairingCode(String code, Instant expiresAt) {
  @Override
  public String toString() {
    return "PairingCode[expiresAt=" + expiresAt + "]";
  }
}

package org.ledplatform.api.bots;

import java.time.Instant;
import org.ledplatform.bot.PairingCode;

/** A code that may be typed into the phone now, as the API shows it. */
public record PairingCodeJson(String code, Instant expiresAt) {

  /** This code. */
  public static PairingCodeJson of(PairingCode code) {
    return new PairingCodeJson(code.code(), code.expiresAt());
  }

  @Override
  public String toString() {
    return "PairingCodeJson[expiresAt=" + expiresAt + "]";
  }
}

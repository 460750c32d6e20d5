package org.ledplatform.bot;

import java.time.Instant;

/** A QR to scan, and until when. The text is a secret: whoever scans it owns the bot's session. */
public record Qr(String text, Instant expiresAt) {
  @Override
  public String toString() {
    return "Qr[expiresAt=" + expiresAt + "]";
  }
}

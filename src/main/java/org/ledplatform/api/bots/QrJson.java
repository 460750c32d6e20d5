package org.ledplatform.api.bots;

import java.time.Instant;
import org.ledplatform.bot.Qr;

/** A QR that may be scanned now, as the API shows it. The text is a secret. */
public record QrJson(String qr, Instant expiresAt) {

  /** This QR. */
  public static QrJson of(Qr qr) {
    return new QrJson(qr.text(), qr.expiresAt());
  }

  @Override
  public String toString() {
    return "QrJson[expiresAt=" + expiresAt + "]";
  }
}

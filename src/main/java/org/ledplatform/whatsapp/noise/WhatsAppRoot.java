package org.ledplatform.whatsapp.noise;

import java.util.HexFormat;
import org.ledplatform.whatsapp.crypto.PublicKey;

/** The root that WhatsApp's own servers lead to (protocol §2.1). */
public final class WhatsAppRoot {

  /** WhatsApp's long-term certificate key. */
  public static final PublicKey KEY =
      new PublicKey(
          HexFormat.of()
              .parseHex("142375574d0a587166aae71ebe516437c4a28b73e3695c6ce1f7f9545da8ee6b"));

  private WhatsAppRoot() {}
}

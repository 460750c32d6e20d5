package org.ledplatform.whatsapp.group;

import java.time.Instant;
import org.ledplatform.whatsapp.jid.Jid;

/**
 * An invitation for us alone, as it comes in a message (protocol §9.2, v4).
 *
 * @param admin who invited us
 */
public record GroupInvitation(Jid group, String code, Instant expiresAt, Jid admin) {
  /** Whoever knows the code can come in, so logs do not see it. */
  @Override
  public String toString() {
    return "GroupInvitation[…]";
  }
}

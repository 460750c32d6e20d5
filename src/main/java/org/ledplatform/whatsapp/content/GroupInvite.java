package org.ledplatform.whatsapp.content;

import com.google.protobuf.ByteString;
import java.time.Instant;
import org.ledplatform.whatsapp.jid.Jid;

/**
 * An invitation of one person into a group.
 *
 * @param code what {@code accept} wants (protocol §9.2)
 * @param expiresAt the epoch when it does not say
 * @param groupName empty text when unknown
 * @param caption empty text when there is none
 * @param thumbnail a small JPEG; empty when there is none
 */
public record GroupInvite(
    Jid group,
    String code,
    Instant expiresAt,
    String groupName,
    String caption,
    ByteString thumbnail)
    implements Content {

  @Override
  public String text() {
    return caption;
  }

  /** Whoever has the code can join, so logs do not see it. */
  @Override
  public String toString() {
    return "GroupInvite[…]";
  }
}

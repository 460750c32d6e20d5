package org.ledplatform.whatsapp.group;

import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;

/**
 * Where a group stands in a community.
 *
 * @param community this is not a group to write in but the roof over others
 * @param parent the community it belongs to
 * @param announcements it is the group in which its community makes announcements
 */
public record GroupPlace(boolean community, Optional<Jid> parent, boolean announcements) {

  /** A group of its own. */
  public static final GroupPlace ALONE = new GroupPlace(false, Optional.empty(), false);

  /** The same under another roof, or under none. */
  public GroupPlace under(Optional<Jid> other) {
    return new GroupPlace(community, other, announcements);
  }

  /** Addresses are personal, so logs see none of them. */
  @Override
  public String toString() {
    return "GroupPlace[community=" + community + "]";
  }
}

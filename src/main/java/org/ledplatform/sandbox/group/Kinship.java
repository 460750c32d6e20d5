package org.ledplatform.sandbox.group;

import java.util.Optional;

/**
 * How a group belongs to a community.
 *
 * @param community whether it is one itself
 * @param parent the id of the community it belongs to
 * @param announcements whether it is the community's group for announcements
 */
public record Kinship(boolean community, Optional<String> parent, boolean announcements) {

  /** Alone. */
  public static final Kinship NONE = new Kinship(false, Optional.empty(), false);
}

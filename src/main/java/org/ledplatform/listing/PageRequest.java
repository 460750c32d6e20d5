package org.ledplatform.listing;

import java.util.Optional;

/**
 * Asks for one page.
 *
 * @param limit how many items at most, 1 to 200
 * @param cursor {@link Page#nextCursor} of the page before; empty for the first
 */
public record PageRequest(int limit, Optional<String> cursor) {

  /** The size of a page when nobody says. */
  public static final int DEFAULT_LIMIT = 50;

  /** The largest page. */
  public static final int MAX_LIMIT = 200;

  public PageRequest {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit must be between 1 and " + MAX_LIMIT);
    }
  }

  /** The first page in the usual size. */
  public static PageRequest first() {
    return new PageRequest(DEFAULT_LIMIT, Optional.empty());
  }
}

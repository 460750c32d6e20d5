package org.ledplatform.api.json;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ledplatform.api.problem.ProblemException;
import org.ledplatform.listing.PageRequest;

/** Reads {@code ?limit=&cursor=}. */
public final class PageParameters {

  private static final int MAX_CURSOR = 512;

  private PageParameters() {}

  /**
   * The page that was asked for.
   *
   * @throws ProblemException 400 when the limit is no number from 1 to 200, or the cursor cannot be
   *     one of ours
   */
  public static PageRequest of(@Nullable String limit, @Nullable String cursor) {
    if (cursor != null && cursor.length() > MAX_CURSOR) {
      throw ProblemException.invalid("cursor", "is not a cursor of this list");
    }
    return new PageRequest(
        limit(limit), Optional.ofNullable(cursor).filter(text -> !text.isEmpty()));
  }

  private static int limit(@Nullable String text) {
    if (text == null) {
      return PageRequest.DEFAULT_LIMIT;
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= PageRequest.MAX_LIMIT) {
        return limit;
      }
    } catch (NumberFormatException _) {
      // Told below, like a number out of range.
    }
    throw ProblemException.invalid("limit", "must be a number from 1 to " + PageRequest.MAX_LIMIT);
  }
}

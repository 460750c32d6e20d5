package org.ledplatform.api.json;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ledplatform.listing.Page;

/**
 * One page of a list.
 *
 * @param nextCursor what to ask for the next page; null on the last one
 */
public record ListJson<T>(List<T> items, @Nullable String nextCursor) {

  /** The page with every item as the API writes it. */
  public static <T, R> ListJson<R> of(Page<T> page, Function<? super T, ? extends R> each) {
    return new ListJson<>(
        page.items().stream().<R>map(each).toList(), page.nextCursor().orElse(null));
  }
}

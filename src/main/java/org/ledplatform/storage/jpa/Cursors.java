package org.ledplatform.storage.jpa;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ledplatform.listing.MalformedCursorException;
import org.ledplatform.listing.Page;
import org.ledplatform.listing.PageRequest;

/** Pages of lists that go from the newest to the oldest, ties broken by id. */
final class Cursors {

  /** Nothing is newer than the year 9999, which is as far as every database goes. */
  private static final Instant NEWEST = Instant.parse("9999-12-31T00:00:00Z");

  private Cursors() {}

  /** The last row of a page: the next page begins after it. */
  record Position(Instant time, String id) {

    String text() {
      byte[] plain = (time + "|" + id).getBytes(StandardCharsets.UTF_8);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
    }

    static Position parse(String cursor) {
      try {
        String plain = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        int bar = plain.indexOf('|');
        if (bar < 0) {
          throw new MalformedCursorException();
        }
        Instant time = Instant.parse(plain.substring(0, bar));
        if (time.isBefore(Instant.EPOCH) || time.isAfter(NEWEST)) {
          throw new MalformedCursorException();
        }
        return new Position(time, plain.substring(bar + 1));
      } catch (IllegalArgumentException | DateTimeException _) {
        throw new MalformedCursorException();
      }
    }
  }

  /** Where the asked page begins; before everything when no cursor was given. */
  static Position start(PageRequest page) {
    return page.cursor().map(Position::parse).orElse(new Position(NEWEST, ""));
  }

  /**
   * A page out of rows of which one more than the limit was asked for.
   *
   * @param rows at most limit + 1
   */
  static <T> Page<T> page(List<T> rows, int limit, Function<T, Position> position) {
    if (rows.size() <= limit) {
      return new Page<>(rows, Optional.empty());
    }
    List<T> items = rows.subList(0, limit);
    return new Page<>(items, Optional.of(position.apply(items.getLast()).text()));
  }
}

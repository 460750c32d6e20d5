package org.ledplatform.api.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ledplatform.api.problem.ProblemException;

/** Reads points in time from queries. */
public final class Instants {

  private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private Instants() {}

  /**
   * A time in ISO-8601 with an offset, in the years that a database can hold; empty when absent.
   *
   * @throws ProblemException 400 that names the parameter
   */
  public static Optional<Instant> parse(String name, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Instant read = OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant();
      if (!read.isBefore(FIRST) && !read.isAfter(LAST)) {
        return Optional.of(read);
      }
    } catch (DateTimeException _) {
      // Told below, like a time that is out of range.
    }
    throw ProblemException.invalid(name, "must be a time like 2026-01-31T12:00:00Z");
  }
}

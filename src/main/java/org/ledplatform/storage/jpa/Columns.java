package org.ledplatform.storage.jpa;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How values stand in columns: times in UTC, flat maps as JSON. */
final class Columns {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, String>> FLAT_MAP = new TypeReference<>() {};

  private Columns() {}

  /** EclipseLink would write an {@link Instant} as serialised bytes. */
  static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static @Nullable OffsetDateTime time(Optional<Instant> instant) {
    return instant.map(Columns::time).orElse(null);
  }

  static Optional<Instant> instant(@Nullable OffsetDateTime time) {
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }

  static String json(Map<String, String> map) {
    try {
      return JSON.writeValueAsString(new TreeMap<>(map));
    } catch (JsonProcessingException e) {
      throw new StorageException("A flat map cannot be written as JSON", e);
    }
  }

  static Map<String, String> map(String json) {
    try {
      return JSON.readValue(json, FLAT_MAP);
    } catch (JsonProcessingException e) {
      throw new StorageException("A column does not hold a flat JSON object", e);
    }
  }
}

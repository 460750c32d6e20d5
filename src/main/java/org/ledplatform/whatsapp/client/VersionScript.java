package org.ledplatform.whatsapp.client;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The script that names the present version, wherever it is fetched from. Safe for use by many
 * threads; blocks.
 */
@FunctionalInterface
public interface VersionScript {

  /** What a browser says when it loads the script. */
  Map<String, String> HEADERS =
      Map.of(
          "Sec-Fetch-Site", "none",
          "User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Chrome/148.0.0.0 Safari/537.36");

  /**
   * Its bytes.
   *
   * @param patience for all of it
   * @param most bytes that it may have
   * @return empty when it cannot be had so
   */
  Optional<byte[]> fetch(Duration patience, int most);
}

package org.ledplatform.command;

import java.util.Locale;

/** What bots say, in one language. Safe for use by many threads. */
public interface Texts {

  /** The language. */
  Locale locale();

  /** Whether there is such a text. */
  boolean has(String key);

  /**
   * The text of that key with its places {@code {0}, {1}, …} filled.
   *
   * @throws java.util.MissingResourceException when there is none: a text was forgotten
   */
  String get(String key, Object... arguments);
}

package org.ledplatform.bot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.ledplatform.account.FieldProblem;

/** The rules for what a person may write into a bot. Collects all problems, not only the first. */
final class BotFields {

  static final String TEMPLATE = "template";

  private static final int MAX_NAME = 80;
  private static final int MAX_PREFIX = 5;
  private static final int MAX_SETTINGS = 50;
  private static final int MAX_VALUE = 1000;
  private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,63}");
  private static final Pattern TEMPLATE_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  private final List<FieldProblem> found = new ArrayList<>();

  /** A name has 1 to 80 characters after stripping, and no control characters. */
  void name(String name) {
    if (name.isEmpty()) {
      add("name", "must not be empty");
    } else if (name.length() > MAX_NAME) {
      add("name", "must have at most " + MAX_NAME + " characters");
    }
    if (hasControl(name)) {
      add("name", "must not contain control characters");
    }
  }

  /**
   * A prefix has 1 to 5 characters without blanks, and does not end in a letter or digit: the name
   * of the command follows at once and must stand apart, or every "bottle" would call a bot whose
   * prefix is "bot".
   */
  void prefix(String prefix) {
    if (prefix.isEmpty() || prefix.length() > MAX_PREFIX) {
      add("prefix", "must have 1 to " + MAX_PREFIX + " characters");
      return;
    }
    if (hasControl(prefix) || prefix.codePoints().anyMatch(BotFields::isBlank)) {
      add("prefix", "must not contain blanks or control characters");
    } else if (Character.isLetterOrDigit(prefix.codePointBefore(prefix.length()))) {
      add("prefix", "must not end in a letter or digit");
    }
  }

  /** A template is named in lower-case letters, digits and hyphens, at most 40. */
  void template(String template) {
    if (!TEMPLATE_NAME.matcher(template).matches()) {
      add(TEMPLATE, "must be 1 to 40 lower-case letters, digits or hyphens");
    }
  }

  /** At most 50 settings; names of 1 to 64 plain characters, values of at most 1000. */
  void config(Map<String, String> config) {
    if (config.size() > MAX_SETTINGS) {
      add("config", "must have at most " + MAX_SETTINGS + " entries");
      return;
    }
    config.forEach(this::setting);
  }

  private void setting(String key, String value) {
    if (!KEY.matcher(key).matches()) {
      add("config", "names are 1 to 64 letters, digits, dots, hyphens or underscores");
    } else if (value.length() > MAX_VALUE) {
      add("config." + key, "must have at most " + MAX_VALUE + " characters");
    } else if (hasControl(value.replaceAll("[\\n\\t]", ""))) {
      add("config." + key, "must not contain control characters besides tab and new line");
    } else if (key.equals(BotSettings.LANGUAGE)
        && !BotSettings.LANGUAGES.contains(value.toLowerCase(Locale.ROOT))) {
      add("config." + key, "must be one of " + String.join(", ", BotSettings.LANGUAGES));
    }
  }

  /** All problems in the order of the fields. */
  List<FieldProblem> found() {
    return List.copyOf(found);
  }

  private void add(String field, String message) {
    found.add(new FieldProblem(field, message));
  }

  private static boolean isBlank(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
  }

  /** Control characters, and halves of characters that no database and no phone can show. */
  private static boolean hasControl(String text) {
    return text.codePoints()
        .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }
}

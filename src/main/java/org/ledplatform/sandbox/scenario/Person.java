package org.ledplatform.sandbox.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Somebody who answers by rules.
 *
 * @param phone the id of their phone
 * @param rules the first that fits a message counts
 */
public record Person(String phone, List<Rule> rules) {

  /** How a text is compared. */
  public enum Match {
    CONTAINS,
    EQUALS,
    STARTS
  }

  /**
   * What somebody does about a message.
   *
   * @param match how {@code text} is compared, in any case
   * @param text empty fits every message
   * @param say empty to write nothing; may hold {@code {text}}, what was written
   * @param react empty to put no emoji
   * @param least how long they take at least
   * @param most how long they take at most; chance decides
   * @param times how often the rule counts; 0 for no end
   */
  public record Rule(
      Match match,
      String text,
      Optional<String> say,
      Optional<String> react,
      Duration least,
      Duration most,
      int times) {

    /** Whether the rule is for this text. */
    boolean fits(String written) {
      String one = written.toLowerCase(Locale.ROOT).strip();
      String other = text.toLowerCase(Locale.ROOT).strip();
      return switch (match) {
        case CONTAINS -> one.contains(other);
        case EQUALS -> one.equals(other);
        case STARTS -> one.startsWith(other);
      };
    }

    /** Texts stay out of logs. */
    @Override
    public String toString() {
      return "Rule[…]";
    }
  }

  public Person {
    rules = List.copyOf(rules);
  }
}

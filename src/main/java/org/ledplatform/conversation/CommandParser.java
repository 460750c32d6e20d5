package org.ledplatform.conversation;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ledplatform.command.CommandCall;

/**
 * Reads what people write as a command: {@code !name argument "one argument"}. Pure.
 *
 * <ul>
 *   <li>Blanks before the prefix do not count; behind it the name follows at once.
 *   <li>The name is letters, digits, hyphens and underscores, 1 to 32, compared in lower case and
 *       in Unicode's compatible form, so that full-width letters of a phone's keyboard are read.
 *   <li>An argument ends at a blank. One that begins with {@code "} or {@code “} ends at the next
 *       {@code "} or {@code ”}; a backslash inside takes the next character as it is. A quote that
 *       is never closed is a character like any other.
 *   <li>At most 64 arguments; what follows is one last argument, as it was written.
 * </ul>
 */
public final class CommandParser {

  /** Longer texts are no commands; WhatsApp itself allows 65,536 characters. */
  public static final int MAX_TEXT = 65_536;

  /** The most arguments of one call. */
  public static final int MAX_ARGUMENTS = 64;

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}_-]{0,31}");

  /** The call in this text; empty when it is an ordinary message. */
  public Optional<CommandCall> parse(String text, String prefix) {
    if (text.length() > MAX_TEXT) {
      return Optional.empty();
    }
    String stripped = text.strip();
    if (!stripped.startsWith(prefix)) {
      return Optional.empty();
    }
    String body = stripped.substring(prefix.length());
    int nameEnd = endOfWord(body, 0);
    String name =
        Normalizer.normalize(body.substring(0, nameEnd), Normalizer.Form.NFKC)
            .toLowerCase(Locale.ROOT);
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String rest = body.substring(nameEnd).strip();
    return Optional.of(new CommandCall(name, split(rest), rest));
  }

  private static List<String> split(String rest) {
    List<String> arguments = new ArrayList<>();
    int at = skipBlanks(rest, 0);
    while (at < rest.length()) {
      if (arguments.size() == MAX_ARGUMENTS - 1) {
        arguments.add(rest.substring(at));
        return arguments;
      }
      int closing = isOpeningQuote(rest.charAt(at)) ? closingQuote(rest, at + 1) : -1;
      if (closing >= 0) {
        arguments.add(unescape(rest.substring(at + 1, closing)));
        at = closing + 1;
      } else {
        int end = endOfWord(rest, at);
        arguments.add(rest.substring(at, end));
        at = end;
      }
      at = skipBlanks(rest, at);
    }
    return arguments;
  }

  /** Where the quote that began before {@code from} is closed; -1 when it never is. */
  private static int closingQuote(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"' || c == '”') {
        return i;
      }
    }
    return -1;
  }

  private static String unescape(String quoted) {
    var plain = new StringBuilder(quoted.length());
    for (int i = 0; i < quoted.length(); i++) {
      char c = quoted.charAt(i);
      boolean escapes = c == '\\' && i + 1 < quoted.length();
      plain.append(escapes ? quoted.charAt(++i) : c);
    }
    return plain.toString();
  }

  private static boolean isOpeningQuote(char c) {
    return c == '"' || c == '“';
  }

  private static int endOfWord(String text, int from) {
    int at = from;
    while (at < text.length() && !isBlank(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }

  private static int skipBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && isBlank(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }

  private static boolean isBlank(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
  }
}

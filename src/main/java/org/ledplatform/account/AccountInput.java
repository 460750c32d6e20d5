package org.ledplatform.account;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What somebody typed to register, brought into one form and judged. Text is normalised to NFC, as
 * RFC 8265 wants for passwords, so that the same word typed on another keyboard is the same word.
 */
record AccountInput(String email, String password, String displayName) {

  static final int SHORTEST_PASSWORD = 10;
  static final int LONGEST_PASSWORD = 128;
  static final int LONGEST_NAME = 80;
  static final int LONGEST_EMAIL = 254;

  /** Deliberately simple: only a mail that arrives proves an address. */
  private static final Pattern EMAIL =
      Pattern.compile(
          "[^\\s@\\p{C}\"(),:;<>\\[\\\\\\]]{1,64}@[\\p{L}\\p{N}-]{1,63}(\\.[\\p{L}\\p{N}-]{1,63})*");

  AccountInput {
    email = normalEmail(email);
    password = normalPassword(password);
    displayName = Normalizer.normalize(displayName, Normalizer.Form.NFC).strip();
  }

  /** The one form of an address by which it is stored and found. */
  static String normalEmail(String email) {
    return Normalizer.normalize(email, Normalizer.Form.NFC).strip().toLowerCase(Locale.ROOT);
  }

  static String normalPassword(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFC);
  }

  List<FieldProblem> problems() {
    List<FieldProblem> problems = new ArrayList<>();
    if (email.length() > LONGEST_EMAIL || !EMAIL.matcher(email).matches()) {
      problems.add(new FieldProblem("email", "This is not an e-mail address."));
    }
    int passwordLength = password.codePointCount(0, password.length());
    if (passwordLength < SHORTEST_PASSWORD || passwordLength > LONGEST_PASSWORD) {
      problems.add(
          new FieldProblem(
              "password",
              "A password has %d to %d characters."
                  .formatted(SHORTEST_PASSWORD, LONGEST_PASSWORD)));
    } else if (password.codePoints().anyMatch(Character::isISOControl)) {
      problems.add(new FieldProblem("password", "A password has no control characters."));
    }
    int nameLength = displayName.codePointCount(0, displayName.length());
    if (nameLength < 1 || nameLength > LONGEST_NAME) {
      problems.add(
          new FieldProblem(
              "displayName", "A name has 1 to %d characters.".formatted(LONGEST_NAME)));
    } else if (displayName.codePoints().anyMatch(AccountInput::misleads)) {
      problems.add(
          new FieldProblem("displayName", "A name has no control or text-direction characters."));
    }
    return problems;
  }

  /** Control characters, and those that make text appear in another order than it is stored in. */
  private static boolean misleads(int codePoint) {
    return Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.SURROGATE
        || (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069)
        || codePoint == 0x2028
        || codePoint == 0x2029;
  }
}

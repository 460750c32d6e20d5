package org.ledplatform.whatsapp.pairing;

import java.util.regex.Pattern;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.Server;

/**
 * A phone number with its country code, as the network wants it.
 *
 * @param digits 7 to 15 digits (E.164), the first of them not zero
 */
public record PhoneNumber(String digits) {

  private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{6,14}");
  private static final Pattern ORNAMENT = Pattern.compile("[\\s().-]");
  private static final int MAX_TYPED = 40;

  /**
   * @throws NotAPhoneNumberException unless it is 7 to 15 digits that do not begin with zero
   */
  public PhoneNumber {
    if (digits.startsWith("0")) {
      throw new NotAPhoneNumberException("must begin with the country code, without zeros");
    }
    if (!DIGITS.matcher(digits).matches()) {
      throw new NotAPhoneNumberException("must have 7 to 15 digits");
    }
  }

  /**
   * Reads what a person typed: with or without a plus, blanks, brackets, dots and hyphens.
   *
   * @throws NotAPhoneNumberException when it is no international number
   */
  public static PhoneNumber parse(String typed) {
    if (typed.length() > MAX_TYPED) {
      throw new NotAPhoneNumberException("must have 7 to 15 digits");
    }
    String bare = ORNAMENT.matcher(typed).replaceAll("");
    return new PhoneNumber(bare.startsWith("+") ? bare.substring(1) : bare);
  }

  /** The account of this number. */
  public Jid jid() {
    return Jid.of(digits, Server.PHONE);
  }

  /** Numbers are personal, so logs do not see them. */
  @Override
  public String toString() {
    return "PhoneNumber[…]";
  }
}

package org.ledplatform.sandbox.control;

import java.util.Optional;

/**
 * Asks for a virtual person with a phone.
 *
 * @param name what the phone tells others as the person's name; 1 to 64 characters
 * @param phoneNumber 7 to 15 digits, a leading {@code +} and separators allowed; chosen by the
 *     network when absent
 * @param reads when the person reads what comes in
 */
public record NewPhone(String name, Optional<String> phoneNumber, Reads reads) {

  /** Somebody who reads at once. */
  public NewPhone(String name, Optional<String> phoneNumber) {
    this(name, phoneNumber, Reads.AT_ONCE);
  }
}

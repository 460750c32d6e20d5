package org.ledplatform.sandbox.control;

import java.util.Optional;

/**
 * Asks for a virtual person with a phone.
 *
 * @param name what the phone tells others as the person's name; 1 to 64 characters
 * @param phoneNumber 7 to 15 digits, a leading {@code +} and separators allowed; chosen by the
 *     network when absent
 */
public record NewPhone(String name, Optional<String> phoneNumber) {}

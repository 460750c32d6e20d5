package org.ledplatform.bot;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which network a bot lives on. */
public enum Network {
  WHATSAPP,
  SANDBOX;

  /** As the API writes it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The network of that name. */
  public static Optional<Network> named(String text) {
    return Arrays.stream(values()).filter(n -> n.text().equals(text)).findFirst();
  }
}

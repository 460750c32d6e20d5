package org.ledplatform.whatsapp.appstate;

import java.util.Arrays;
import java.util.Optional;

/** The five collections, in the order in which a new device fetches them. */
public enum AppStateCollection {
  CRITICAL_BLOCK("critical_block"),
  CRITICAL_UNBLOCK_LOW("critical_unblock_low"),
  REGULAR_HIGH("regular_high"),
  REGULAR_LOW("regular_low"),
  REGULAR("regular");

  private final String text;

  AppStateCollection(String text) {
    this.text = text;
  }

  /** As it is called on the wire. */
  public String text() {
    return text;
  }

  /** The collection of that name. */
  public static Optional<AppStateCollection> named(String text) {
    return Arrays.stream(values()).filter(c -> c.text.equals(text)).findFirst();
  }
}

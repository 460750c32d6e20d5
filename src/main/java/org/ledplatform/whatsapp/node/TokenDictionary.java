package org.ledplatform.whatsapp.node;

import java.util.Optional;

/** The words that travel as one or two bytes (protocol §4.3). */
public enum TokenDictionary {
  V2(2),
  V3(3);

  private final int version;

  TokenDictionary(int version) {
    this.version = version;
  }

  /** The number in the intro header. */
  public int version() {
    return version;
  }

  /** The dictionary that an intro header asks for; empty when it asks for one that we lack. */
  public static Optional<TokenDictionary> ofVersion(int version) {
    return switch (version) {
      case 2 -> Optional.of(V2);
      case 3 -> Optional.of(V3);
      default -> Optional.empty();
    };
  }
}

package org.ledplatform.sandbox.phone;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Ids as phones make them: {@code 3A} and 18 hex digits (protocol §8.2). */
final class MessageIds {

  private static final int BYTES = 9;

  private final SecureRandom random;

  MessageIds(SecureRandom random) {
    this.random = random;
  }

  String next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return "3A" + HexFormat.of().withUpperCase().formatHex(bytes);
  }
}

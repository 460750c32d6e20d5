package org.ledplatform.sandbox.server;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client's request to a phone, and the code that was put to it. Touched only in a turn. */
final class CodeRequest {

  private final String phone;
  private final String ref;
  private final byte[] wrappedKey;
  private final int number;
  private @Nullable Typing typing;

  /**
   * @param phone whose person is to type the code
   * @param ref names the request
   * @param wrappedKey the client's ephemeral key under its code; 80 bytes
   * @param number the how manyeth request of its client this is
   */
  CodeRequest(String phone, String ref, byte[] wrappedKey, int number) {
    this.phone = phone;
    this.ref = ref;
    this.wrappedKey = wrappedKey.clone();
    this.number = number;
  }

  String phone() {
    return phone;
  }

  String ref() {
    return ref;
  }

  byte[] wrappedKey() {
    return wrappedKey.clone();
  }

  int number() {
    return number;
  }

  /** The code that its client still has to answer. */
  Optional<Typing> typing() {
    return Optional.ofNullable(typing);
  }

  /** A person typed a code; one typed before is given up. */
  void type(Typing now) {
    settle(Linking.NO_ANSWER);
    typing = now;
  }

  /** What came of the code here, if there was one. */
  void settle(Linking outcome) {
    Typing settled = typing;
    typing = null;
    if (settled != null) {
      settled.answered(outcome);
    }
  }
}

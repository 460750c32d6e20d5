package org.ledplatform.sandbox.server;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ledplatform.whatsapp.crypto.PublicKey;

/** A client's request to a phone, and what its person typed for it. Touched only in a turn. */
final class CodeRequest {

  /** A typed code, and the identity of the phone on which it was typed. */
  record Typed(TypedCode code, PublicKey accountKey) {}

  private final String phone;
  private final LinkCodeRequest asked;
  private final int number;
  private @Nullable Typed typed;

  /**
   * @param phone whose person is to type the code
   * @param number the how manyeth request of its client this is
   */
  CodeRequest(String phone, LinkCodeRequest asked, int number) {
    this.phone = phone;
    this.asked = asked;
    this.number = number;
  }

  String phone() {
    return phone;
  }

  LinkCodeRequest asked() {
    return asked;
  }

  int number() {
    return number;
  }

  Optional<Typed> typed() {
    return Optional.ofNullable(typed);
  }

  /** A person typed a code; one typed before is given up. */
  void type(Typed now) {
    settle(Linking.NO_ANSWER);
    typed = now;
  }

  /** Tells the phone what came of its code, if it typed one. */
  void settle(Linking outcome) {
    Typed settled = typed;
    typed = null;
    if (settled != null) {
      settled.code().outcome().accept(outcome);
    }
  }
}

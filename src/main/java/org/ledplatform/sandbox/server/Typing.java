package org.ledplatform.sandbox.server;

import org.ledplatform.whatsapp.crypto.PublicKey;

/**
 * A code that a person typed, put to every client that asked their phone for one: none of them can
 * keep it from the one that shows it. The first that proves it showed the code decides; else it is
 * decided when all have answered or gone. Touched only in a turn.
 */
final class Typing {

  private final TypedCode code;
  private final PublicKey accountKey;
  private int waiting;
  private boolean wrong;
  private boolean decided;

  /**
   * @param accountKey the identity of the phone on which it was typed
   * @param clients to how many the code is put
   */
  Typing(TypedCode code, PublicKey accountKey, int clients) {
    this.code = code;
    this.accountKey = accountKey;
    this.waiting = clients;
  }

  TypedCode code() {
    return code;
  }

  PublicKey accountKey() {
    return accountKey;
  }

  /** Whether the phone was told; nobody can use the code any more. */
  boolean decided() {
    return decided;
  }

  /** What came of it at one of the clients. */
  void answered(Linking outcome) {
    waiting--;
    switch (outcome) {
      case WRONG_CODE -> wrong = true;
      case NO_ANSWER -> {}
      default -> decide(outcome);
    }
    if (waiting == 0) {
      decide(wrong ? Linking.WRONG_CODE : Linking.NO_ANSWER);
    }
  }

  private void decide(Linking outcome) {
    if (!decided) {
      decided = true;
      code.outcome().accept(outcome);
    }
  }
}

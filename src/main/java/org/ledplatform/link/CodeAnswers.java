package org.ledplatform.link;

import java.util.concurrent.CompletionException;
import org.ledplatform.bot.CodeAnswer;
import org.ledplatform.whatsapp.client.PairingCode;
import org.ledplatform.whatsapp.client.PairingCodeRefusedException;

/** Says what the client answered to the wish for a pairing code in the words of bots. */
final class CodeAnswers {

  private CodeAnswers() {}

  static CodeAnswer of(PairingCode code) {
    return new CodeAnswer.Offered(
        new org.ledplatform.bot.PairingCode(code.shown(), code.expiresAt()));
  }

  static CodeAnswer of(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (!(cause instanceof PairingCodeRefusedException refused)) {
      return new CodeAnswer.Refused("something went wrong on this server");
    }
    String why = String.valueOf(refused.getMessage());
    return switch (refused.reason()) {
      case NOT_PAIRING -> new CodeAnswer.NotWaiting();
      case NUMBER_REFUSED -> new CodeAnswer.BadNumber("was refused by the network");
      case RATE_LIMITED -> new CodeAnswer.TooMany();
      case BUSY, REFUSED, NO_ANSWER -> new CodeAnswer.Refused(why);
    };
  }
}

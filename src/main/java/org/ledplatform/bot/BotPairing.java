package org.ledplatform.bot;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.ledplatform.account.UserId;

/**
 * How a bot becomes a device of somebody's account: a QR to scan, or a code to type into the phone.
 * Safe for use by many threads. Whoever does not own a bot finds none.
 */
public final class BotPairing {

  private final Bots bots;
  private final BotSessions sessions;

  BotPairing(Bots bots, BotSessions sessions) {
    this.bots = bots;
    this.sessions = sessions;
  }

  /** The QR that may be scanned now; empty while there is none. */
  public Optional<Qr> qr(UserId owner, BotId id) {
    return sessions.of(owner, id).flatMap(BotSession::qr);
  }

  /** The code that may be typed now; empty while there is none. */
  public Optional<PairingCode> code(UserId owner, BotId id) {
    return sessions.of(owner, id).flatMap(BotSession::code);
  }

  /**
   * Asks for a code to type into this phone. The QR goes on beside it, and a new code replaces the
   * one before. Answers within about a minute; never throws what the network refused.
   *
   * @param phoneNumber as a person wrote it, with the country code
   */
  public CompletionStage<CodeAnswer> requestCode(UserId owner, BotId id, String phoneNumber) {
    if (bots.find(owner, id).isEmpty()) {
      return CompletableFuture.completedStage(new CodeAnswer.NoSuchBot());
    }
    return sessions
        .of(owner, id)
        .filter(session -> session.state() == BotState.AWAITING_PAIRING)
        .map(session -> session.requestCode(phoneNumber))
        .orElseGet(() -> CompletableFuture.completedStage(new CodeAnswer.NotWaiting()));
  }
}

package org.ledplatform.bot;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
   * Asks for a code to type into this phone and waits for the answer. The QR goes on beside it, and
   * a new code replaces the one before.
   *
   * @param phoneNumber as a person wrote it, with the country code
   * @param patience how long to wait for the network
   */
  public CodeAnswer askForCode(UserId owner, BotId id, String phoneNumber, Duration patience) {
    if (bots.find(owner, id).isEmpty()) {
      return new CodeAnswer.NoSuchBot();
    }
    return sessions
        .of(owner, id)
        .filter(session -> session.state() == BotState.AWAITING_PAIRING)
        .map(session -> await(session.requestCode(phoneNumber), patience))
        .orElseGet(CodeAnswer.NotWaiting::new);
  }

  private static CodeAnswer await(CompletionStage<CodeAnswer> asked, Duration patience) {
    try {
      return asked.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return new CodeAnswer.Refused("the network did not answer in time");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new CodeAnswer.Refused("the server is stopping");
    } catch (ExecutionException e) {
      throw new IllegalStateException("A link answers, it does not fail", e);
    }
  }
}

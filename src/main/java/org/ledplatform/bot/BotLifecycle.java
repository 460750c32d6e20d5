package org.ledplatform.bot;

import java.time.Duration;
import java.util.Optional;

/**
 * The rules of a bot's life: what follows from a state and an event. Pure; the {@link BotManager}
 * does what it says.
 *
 * <p>A bot is live in {@code starting, awaiting_pairing, connecting, online, reconnecting}. In the
 * other states it has no link, so an event that arrives there is late and changes nothing.
 */
public final class BotLifecycle {

  private static final Duration FIRST_ANSWER = Duration.ofSeconds(60);
  private static final Duration QR_SHOWN = Duration.ofMinutes(5);
  private static final Duration RETRY_OVERDUE = Duration.ofSeconds(90);

  private BotLifecycle() {}

  /** What the session does besides changing its state. */
  public enum Then {
    /** Nothing: the link lives on. */
    GO_ON,
    /** Close this link and open a new one. */
    REOPEN,
    /** Close the link. The bot stays wanted: it is tried again when the server starts. */
    REST,
    /** Close the link. The bot is not wanted any more until its owner starts it. */
    GIVE_UP,
    /** As {@link #GIVE_UP}, and erase the session: its credentials are worthless. */
    FORGET
  }

  /**
   * What follows.
   *
   * @param reason why, in words for the owner; empty when the reason shown stays
   */
  public record Step(BotState next, Optional<String> reason, Then then) {}

  /** Whether a bot in this state has a link. */
  public static boolean isLive(BotState state) {
    return switch (state) {
      case STARTING, AWAITING_PAIRING, CONNECTING, ONLINE, RECONNECTING -> true;
      case STOPPED, LOGGED_OUT, BANNED, ERROR -> false;
    };
  }

  /** What follows when this event arrives in this state. */
  public static Step next(BotState state, LinkEvent event) {
    if (!isLive(state)) {
      return stay(state);
    }
    return switch (event) {
      case LinkEvent.QrOffered _ ->
          goOn(BotState.AWAITING_PAIRING, "Scan the QR with the phone that the bot belongs to");
      case LinkEvent.CodeOffered _ -> stay(state);
      case LinkEvent.QrExhausted _ ->
          step(
              BotState.STOPPED,
              "Nobody scanned the QR in time; start the bot again for a new one",
              Then.GIVE_UP);
      case LinkEvent.Paired _ -> goOn(BotState.CONNECTING, "Paired; connecting as a device");
      case LinkEvent.PairingFailed failed -> pairingFailed(state, failed.reason());
      case LinkEvent.Online _ -> goOn(BotState.ONLINE, "");
      case LinkEvent.Dropped dropped -> goOn(BotState.RECONNECTING, dropped.reason());
      case LinkEvent.LoggedOut out -> step(BotState.LOGGED_OUT, out.reason(), Then.FORGET);
      case LinkEvent.Replaced _ ->
          step(
              BotState.ERROR,
              "Replaced: the same session was opened somewhere else; start the bot to take it back",
              Then.GIVE_UP);
      case LinkEvent.Banned banned -> step(BotState.BANNED, banned.reason(), Then.GIVE_UP);
      case LinkEvent.Failed failed -> step(BotState.ERROR, failed.reason(), Then.REST);
      case LinkEvent.AccountChanged _, LinkEvent.Active _, LinkEvent.Noted _ -> stay(state);
    };
  }

  /** A scan that did not verify leaves the QR up; a device that is paired already ignores it. */
  private static Step pairingFailed(BotState state, String reason) {
    return switch (state) {
      case STARTING, AWAITING_PAIRING ->
          goOn(BotState.AWAITING_PAIRING, "Pairing failed: " + reason);
      default -> stay(state);
    };
  }

  /**
   * How long a bot may be in this state without an event. Empty for states that wait for nobody,
   * and for {@code online}: there the link itself notices a silent network and drops.
   */
  public static Optional<Duration> patience(BotState state) {
    return switch (state) {
      case STARTING, CONNECTING -> Optional.of(FIRST_ANSWER);
      case AWAITING_PAIRING -> Optional.of(QR_SHOWN);
      case RECONNECTING -> Optional.of(RETRY_OVERDUE);
      case ONLINE, STOPPED, LOGGED_OUT, BANNED, ERROR -> Optional.empty();
    };
  }

  /** What follows when {@link #patience} is over. */
  public static Step timedOut(BotState state) {
    return switch (state) {
      case STARTING, CONNECTING, RECONNECTING ->
          step(BotState.RECONNECTING, "No answer from the network; trying again", Then.REOPEN);
      case AWAITING_PAIRING -> next(state, new LinkEvent.QrExhausted());
      case ONLINE, STOPPED, LOGGED_OUT, BANNED, ERROR -> stay(state);
    };
  }

  private static Step stay(BotState state) {
    return new Step(state, Optional.empty(), Then.GO_ON);
  }

  private static Step goOn(BotState next, String reason) {
    return step(next, reason, Then.GO_ON);
  }

  private static Step step(BotState next, String reason, Then then) {
    return new Step(next, Optional.of(reason), then);
  }
}

package org.ledplatform.bot;

import java.time.Instant;
import java.util.Optional;

/** What the live connection of a bot reports about itself. Messages do not come this way. */
public sealed interface LinkEvent {

  /** A QR to show until {@code expiresAt}; it replaces the one before. */
  record QrOffered(String text, Instant expiresAt) implements LinkEvent {}

  /** A code to type into the phone until {@code expiresAt}; the QR goes on beside it. */
  record CodeOffered(String code, Instant expiresAt) implements LinkEvent {
    /** Whoever knows the code can pair, so logs do not see it. */
    @Override
    public String toString() {
      return "CodeOffered[expiresAt=" + expiresAt + "]";
    }
  }

  /** All QRs of this attempt went by without a scan. */
  record QrExhausted() implements LinkEvent {}

  /** We are a companion device of this account now. The connection restarts by itself. */
  record Paired(Bot.LinkedAccount account) implements LinkEvent {}

  /** Somebody scanned, but what came back did not verify. */
  record PairingFailed(String reason) implements LinkEvent {}

  /** Logged in, and the network answered a question. */
  record Online(Bot.LinkedAccount account) implements LinkEvent {}

  /** What is known about our account changed, such as its name. */
  record AccountChanged(Bot.LinkedAccount account) implements LinkEvent {}

  /** The connection is gone; the link tries again by itself at {@code retryAt}. */
  record Dropped(String reason, Instant retryAt) implements LinkEvent {}

  /** The phone removed us; the credentials are worthless. */
  record LoggedOut(String reason) implements LinkEvent {}

  /** Another process uses the same credentials; the link stays down. */
  record Replaced() implements LinkEvent {}

  /** The account is banned, for a while when {@code until} is known. */
  record Banned(String reason, Optional<Instant> until) implements LinkEvent {}

  /** It cannot go on and will not try again by itself. */
  record Failed(String reason) implements LinkEvent {}

  /** Messages came in lately. Reported at most once a minute, so that it may be stored. */
  record Active(Instant at) implements LinkEvent {}

  /** Something worth a line in the bot's log that changes no state. */
  record Noted(String message) implements LinkEvent {}
}

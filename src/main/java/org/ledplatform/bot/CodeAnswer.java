package org.ledplatform.bot;

/** What became of the wish for a pairing code. */
public sealed interface CodeAnswer {

  /** The code; it is shown until it expires, the bot is paired, or another one is asked for. */
  record Offered(PairingCode code) implements CodeAnswer {}

  /** That is no phone number with a country code; the text completes "the number …". */
  record BadNumber(String why) implements CodeAnswer {}

  /** The bot is not waiting to be paired. */
  record NotWaiting() implements CodeAnswer {}

  /** Too many were asked for lately; later it may work. */
  record TooMany() implements CodeAnswer {}

  /** The network gave none, and this is why. */
  record Refused(String why) implements CodeAnswer {}

  /** The owner has no such bot. */
  record NoSuchBot() implements CodeAnswer {}
}

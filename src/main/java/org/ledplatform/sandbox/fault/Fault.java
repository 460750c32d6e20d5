package org.ledplatform.sandbox.fault;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** One thing that can go wrong. */
public sealed interface Fault {

  /** Happens to a stanza on its way, in either direction. */
  sealed interface OfStanza extends Fault {}

  /** Ends or paralyses a connection: with a stanza that fits, or at once when none is named. */
  sealed interface OfConnection extends Fault {}

  /** Happens when a device logs in. */
  sealed interface OfLogin extends Fault {}

  /** Happens to an account at once, as its person would cause it. */
  sealed interface OfAccount extends Fault {}

  /** The stanza is lost. Whatever must be acknowledged waits and comes again after the login. */
  record Drop() implements OfStanza {}

  /** The stanza comes later; those behind it may overtake. */
  record Delay(Duration by) implements OfStanza {}

  /**
   * The stanza comes several times.
   *
   * @param copies at least 2, the original included
   */
  record Duplicate(int copies) implements OfStanza {}

  /**
   * The stanza comes after later ones with its tag, or after five seconds when none come.
   *
   * @param behind how many overtake it
   */
  record Reorder(int behind) implements OfStanza {}

  /** A bit is flipped. */
  record Corrupt(Part part) implements OfStanza {

    /** Where the bit is. */
    public enum Part {
      /** In each ciphertext of a message: its reader asks for it again. */
      CIPHERTEXT,
      /** In the frame: whoever gets it must give up the connection. */
      FRAME
    }
  }

  /**
   * The server refuses a message with this code, such as 463, the missing privacy token (protocol
   * §8.6).
   */
  record Nack(int code) implements OfStanza {}

  /**
   * A message to somebody who never wrote to its sender is refused with 463, unless it shows a good
   * token of trust of theirs (protocol §8.9).
   */
  record DemandTokens() implements OfStanza {}

  /** The server answers a question with an error. */
  record QueryError(int code, String text) implements OfStanza {}

  /** Too much, too fast: 429 for messages and {@code rate-overlimit} for questions. */
  record RateLimit() implements OfStanza {}

  /** Nobody has one-time pre-keys left: they are missing from every bundle (protocol §6.3). */
  record NoPreKeys() implements OfStanza {}

  /**
   * The device gets word that there is no ciphertext for it: what the real network tells companions
   * of whoever gets a view-once message (protocol §8.4, §8.8).
   *
   * @param type such as {@code view_once}
   */
  record Unavailable(Optional<String> type) implements OfStanza {}

  /**
   * The network lets the account begin no new chats until then; told to who asks (protocol §11).
   */
  record ReachoutTimelock(Duration left) implements OfStanza {}

  /**
   * The account may begin so many new chats in a month; told to who asks (protocol §11).
   *
   * @param used how many it began already
   */
  record MessageCapping(int quota, int used) implements OfStanza {}

  /**
   * These switches are set differently than usual; told to who asks (protocol §11).
   *
   * @param values by code
   */
  record Props(Map<Long, String> values) implements OfStanza {

    public Props {
      values = Map.copyOf(values);
    }
  }

  /** Phones address everybody by LID, as after the migration (protocol §14). */
  record LidAddressing() implements OfStanza {}

  /** Nothing passes any more in either direction, and the connection stays open. */
  record Silence() implements OfConnection {}

  /** The server hangs up without a word. */
  record Close() implements OfConnection {}

  /**
   * The server says why and hangs up (protocol §5.5).
   *
   * @param conflict such as {@code replaced}
   */
  record StreamError(Optional<Integer> code, Optional<String> conflict) implements OfConnection {}

  /** The account has no companions any more, says the server: the client's 411. */
  record Downgrade() implements OfConnection {}

  /** The phone removes its companion, for good (protocol §5.4). */
  record Logout() implements OfConnection {}

  /**
   * The login is refused (protocol §5.5).
   *
   * @param more further attributes, such as {@code code} and {@code expire} of a temporary ban
   */
  record LoginFailure(int reason, Map<String, String> more) implements OfLogin {

    public LoginFailure {
      more = Map.copyOf(more);
    }
  }

  /** The account can be linked with a passkey only: scans and typed codes are of no use. */
  record PasskeyOnly() implements OfLogin {}

  /** The person installs the app anew: another identity, and no companions (protocol §14). */
  record NewIdentity() implements OfAccount {}

  /**
   * The person gets another phone number.
   *
   * @param number digits; the network chooses when absent
   */
  record NewNumber(Optional<String> number) implements OfAccount {}

  /** The person gets another LID. */
  record NewLid() implements OfAccount {}
}

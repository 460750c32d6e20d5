package org.ledplatform.whatsapp.client;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Why a connection ended. What to do about it is {@link ClosePolicy}'s. */
public sealed interface CloseReason {

  /** In plain words, without private data. */
  String text();

  /**
   * The network refused the login with {@code <failure>} (protocol §5.5).
   *
   * @param subCode what kind of ban, when the reason is one
   * @param expire how long it lasts, when told
   */
  record Refused(int code, OptionalInt subCode, Optional<Duration> expire) implements CloseReason {
    @Override
    public String text() {
      String sub = subCode.isPresent() ? ", " + BanCode.describe(subCode.getAsInt()) : "";
      return "the network refused the login (" + code + sub + ")";
    }
  }

  /**
   * The network ended the stream with {@code <stream:error>}.
   *
   * @param code its code, when it has one
   * @param conflict the type of its conflict, such as {@code replaced}
   */
  record StreamError(OptionalInt code, Optional<String> conflict) implements CloseReason {
    @Override
    public String text() {
      return "the network ended the stream ("
          + conflict.orElseGet(
              () -> code.isPresent() ? Integer.toString(code.getAsInt()) : "no code")
          + ")";
    }
  }

  /** The network says that this account cannot have linked devices (protocol §5.5, 411). */
  record DevicesNotAllowed() implements CloseReason {
    @Override
    public String text() {
      return "this account cannot have linked devices";
    }
  }

  /** No connection came about. */
  record ConnectFailed(String why) implements CloseReason {
    @Override
    public String text() {
      return "no connection: " + why;
    }
  }

  /** The connection went away without a word. */
  record ConnectionLost(String why) implements CloseReason {
    @Override
    public String text() {
      return "connection lost: " + why;
    }
  }

  /** The server did not answer in time. */
  record TimedOut(String what) implements CloseReason {
    @Override
    public String text() {
      return what + " timed out";
    }
  }

  /** The server's certificate does not lead to the root key. Nothing of ours was sent. */
  record BadCertificate(String why) implements CloseReason {
    @Override
    public String text() {
      return "the server's certificate is not valid: " + why;
    }
  }

  /** The server does not speak the handshake. Nothing of ours was sent. */
  record BadHandshake(String why) implements CloseReason {
    @Override
    public String text() {
      return "the handshake went wrong: " + why;
    }
  }

  /** A frame or stanza that cannot be read. */
  record Unreadable(String why) implements CloseReason {
    @Override
    public String text() {
      return "the network sent something unreadable: " + why;
    }
  }

  /** What we must remember could not be stored, so nothing may be acknowledged. */
  record StoreFailed(String why) implements CloseReason {
    @Override
    public String text() {
      return "the store refused: " + why;
    }
  }

  /** A pairing that did not verify ended this attempt. */
  record PairingRefused(String why) implements CloseReason {
    @Override
    public String text() {
      return "the pairing did not verify: " + why;
    }
  }

  /** Nobody scanned one of the QRs before the last expired. */
  record QrsExpired() implements CloseReason {
    @Override
    public String text() {
      return "nobody scanned a QR in time";
    }
  }
}

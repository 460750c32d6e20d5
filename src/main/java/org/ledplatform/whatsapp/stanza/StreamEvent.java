package org.ledplatform.whatsapp.stanza;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** The network ends the connection, and says why. */
public sealed interface StreamEvent {

  /** {@code <failure>} instead of a login. */
  record LoginRefused(int code, OptionalInt subCode, Optional<Duration> expire)
      implements StreamEvent {}

  /** {@code <stream:error>} or the plain end of the stream. */
  record StreamEnded(OptionalInt code, Optional<String> conflict) implements StreamEvent {}

  /** The account cannot have linked devices. */
  record DevicesNotAllowed() implements StreamEvent {}
}

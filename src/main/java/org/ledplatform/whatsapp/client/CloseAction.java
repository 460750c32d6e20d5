package org.ledplatform.whatsapp.client;

import java.time.Duration;
import java.util.Optional;

/** What to do when a connection has ended. */
public sealed interface CloseAction {

  /** Connect again at once, as after pairing. */
  record ReconnectNow() implements CloseAction {}

  /** Connect again after a random delay that grows with the failures in a row. */
  record BackOff() implements CloseAction {}

  /** The same with longer delays: the other side is in trouble. */
  record BackOffLonger() implements CloseAction {}

  /** Wipe the credentials and stay down. */
  record StopLoggedOut() implements CloseAction {}

  /** Stay down: whoever replaced us would be replaced in turn, for ever. */
  record StopReplaced() implements CloseAction {}

  /** Stay down until somebody wants to pair again. */
  record StopUnpaired() implements CloseAction {}

  /**
   * Stay down: the account is banned. Banned for good, the credentials are wiped.
   *
   * @param expire how long the ban lasts, when told
   */
  record StopBanned(int code, boolean forGood, Optional<Duration> expire) implements CloseAction {}

  /** Learn the present version and connect again, once; stay down when that does not help. */
  record RefreshVersion() implements CloseAction {}

  /** Stay down: trying again cannot help. */
  record StopFailed() implements CloseAction {}
}

package org.ledplatform.sandbox.server;

import java.time.Duration;

/**
 * What of the server can be set.
 *
 * @param firstFrameDelay how long the server waits after the handshake before it says anything: one
 *     known client falls over when an answer arrives before it has derived its keys (protocol §2.3)
 * @param maxConnections how many clients may be connected
 * @param maxStrangers how many of them may be neither paired nor logged in
 */
public record ServerSettings(Duration firstFrameDelay, int maxConnections, int maxStrangers) {

  /** What fits every known client. */
  public static final ServerSettings DEFAULT =
      new ServerSettings(Duration.ofMillis(60), 10_000, 500);
}

package org.ledplatform.sandbox.server;

import org.ledplatform.sandbox.delivery.DeviceSession;

/** Who is at the other end of a connection. */
sealed interface Peer {

  /** A client that offers QR codes. */
  record Stranger(Candidate candidate) implements Peer {}

  /** A linked device. */
  record Member(DeviceSession session) implements Peer {}
}

package org.ledplatform.sandbox.server;

/** What came of a scan. */
public enum Linking {
  /** The client was told; it becomes a device as soon as it has signed. */
  OFFERED,
  /** No connected client shows this QR, or no longer. */
  NOT_ON_OFFER,
  /** The keys in the QR are not those of the client that shows it. */
  WRONG_KEYS,
  /** The account has as many devices as it may. */
  TOO_MANY_DEVICES
}

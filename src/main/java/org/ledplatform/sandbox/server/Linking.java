package org.ledplatform.sandbox.server;

/** What came of a scan or of a typed code. */
public enum Linking {
  /** The client was told; it becomes a device as soon as it has signed. */
  OFFERED,
  /** No connected client shows this QR or waits for this code, or no longer. */
  NOT_ON_OFFER,
  /** The keys in the QR are not those of the client that shows it. */
  WRONG_KEYS,
  /** The account has as many devices as it may. */
  TOO_MANY_DEVICES,
  /** The client shows another code than the one that was typed. */
  WRONG_CODE,
  /** The client did not answer, or went away in the middle. */
  NO_ANSWER,
  /** The account can be linked with a passkey only; the client was told. */
  PASSKEY_ONLY
}

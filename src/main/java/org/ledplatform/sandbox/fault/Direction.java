package org.ledplatform.sandbox.fault;

/** Which way a stanza goes. */
public enum Direction {
  /** From the server to a device. */
  TO_DEVICE,
  /** From a device to the server. */
  FROM_DEVICE
}

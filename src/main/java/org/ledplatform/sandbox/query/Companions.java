package org.ledplatform.sandbox.query;

import org.ledplatform.sandbox.account.Device;

/** Ends companions. Called in a turn. */
public interface Companions {

  /** Unlinks a device: forgets its keys and queue, tells the others, and hangs up on it. */
  void unlink(Device device);
}

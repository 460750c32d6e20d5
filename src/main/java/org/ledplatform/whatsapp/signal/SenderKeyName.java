package org.ledplatform.whatsapp.signal;

import org.ledplatform.whatsapp.jid.Jid;

/**
 * Whose sender keys, and where (protocol §7.6). Never on the wire.
 *
 * @param group a group, or the place where status updates go
 * @param sender the device that writes
 */
public record SenderKeyName(Jid group, SignalAddress sender) {

  /** As the store writes it. */
  @Override
  public String toString() {
    return group + "|" + sender;
  }
}

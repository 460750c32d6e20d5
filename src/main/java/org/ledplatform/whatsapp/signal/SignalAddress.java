package org.ledplatform.whatsapp.signal;

import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.MalformedJidException;

/**
 * Names one device in the store (protocol §7.5). Never on the wire.
 *
 * @param name the user part; behind it {@code _} and the domain byte for everything but phone
 *     numbers
 */
public record SignalAddress(String name, int device) {

  /**
   * The address of a device.
   *
   * @throws MalformedJidException when the jid is not a person's
   */
  public static SignalAddress of(Jid jid) {
    int domain =
        jid.server()
            .domain()
            .orElseThrow(() -> new MalformedJidException("Not the address of a device"));
    return new SignalAddress(domain == 0 ? jid.user() : jid.user() + "_" + domain, jid.device());
  }

  /** As the store writes it: {@code name.device}. */
  @Override
  public String toString() {
    return name + "." + device;
  }
}

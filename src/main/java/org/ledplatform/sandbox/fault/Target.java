package org.ledplatform.sandbox.fault;

import java.util.Optional;
import org.ledplatform.sandbox.account.DeviceId;

/**
 * Whom a fault hits.
 *
 * @param phone names the one account; all of the tenant's when absent
 */
public record Target(Optional<String> phone, Devices devices) {

  /** Which devices of an account. */
  public enum Devices {
    /** Linked devices. */
    BOT,
    /** The virtual phone itself. */
    PHONE,
    /** All of them. */
    ANY
  }

  /** Every linked device of the tenant. */
  public static final Target BOTS = new Target(Optional.empty(), Devices.BOT);

  /** Whether this device is meant. */
  public boolean fits(DeviceId device) {
    boolean kind =
        switch (devices) {
          case BOT -> !device.isPhone();
          case PHONE -> device.isPhone();
          case ANY -> true;
        };
    return kind && phone.map(device.phone()::equals).orElse(true);
  }
}

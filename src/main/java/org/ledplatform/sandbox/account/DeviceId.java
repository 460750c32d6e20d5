package org.ledplatform.sandbox.account;

/**
 * Names a device inside the network.
 *
 * @param phone names the account
 * @param number 0 for the phone, else a companion
 */
public record DeviceId(String phone, int number) {

  /** Whether this is the phone itself. */
  public boolean isPhone() {
    return number == 0;
  }

  /** As tables name it. */
  @Override
  public String toString() {
    return phone + "/" + number;
  }
}

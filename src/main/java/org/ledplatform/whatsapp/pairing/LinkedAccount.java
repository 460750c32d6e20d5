package org.ledplatform.whatsapp.pairing;

import org.ledplatform.whatsapp.jid.Jid;

/**
 * Whose companion a device is.
 *
 * @param jid the device under the account's phone number
 * @param lid the device under the account's LID
 * @param platform what the phone is, such as {@code android}; empty text when not told
 * @param pushName the name others see; empty text when unknown
 * @param signedIdentity the encoded {@code ADVSignedDeviceIdentity} with the account's key
 */
public record LinkedAccount(
    Jid jid, Jid lid, String platform, String pushName, byte[] signedIdentity) {

  /** The same account under another push name. */
  public LinkedAccount named(String newPushName) {
    return new LinkedAccount(jid, lid, platform, newPushName, signedIdentity);
  }

  /** The same account under another LID; the device stays. */
  public LinkedAccount at(Jid newLid) {
    return new LinkedAccount(
        jid, newLid.withDevice(lid.device()), platform, pushName, signedIdentity);
  }

  /** Addresses are personal, so logs see none of them. */
  @Override
  public String toString() {
    return "LinkedAccount[…]";
  }
}

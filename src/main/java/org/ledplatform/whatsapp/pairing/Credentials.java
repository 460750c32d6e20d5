package org.ledplatform.whatsapp.pairing;

/** What a paired device logs in with. */
public record Credentials(DeviceKeys keys, LinkedAccount account) {

  /** The same credentials with other knowledge of the account. */
  public Credentials with(LinkedAccount other) {
    return new Credentials(keys, other);
  }
}

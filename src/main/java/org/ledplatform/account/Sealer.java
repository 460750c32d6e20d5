package org.ledplatform.account;

/**
 * Encryption at rest. What is sealed for one user and purpose can only be opened for the same user
 * and purpose. AES-256-GCM with a data key per user, wrapped by the master key.
 */
public interface Sealer {

  /**
   * Seals bytes.
   *
   * @param owner whose data key is used
   * @param purpose bound into the result, for instance {@code botId|column}
   */
  byte[] seal(UserId owner, String purpose, byte[] plain);

  /**
   * Opens what {@link #seal} made.
   *
   * @throws SealBrokenException when the bytes, the owner or the purpose differ, or the key is gone
   */
  byte[] open(UserId owner, String purpose, byte[] sealed);

  /**
   * A keyed digest that stands for a name in an index without telling it; the same name gives the
   * same 32 bytes for the same owner and purpose.
   */
  byte[] blind(UserId owner, String purpose, String name);
}

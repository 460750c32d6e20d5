package org.ledplatform.account;

/**
 * Turns passwords into something that may be stored. Both methods throw {@link BusyException} when
 * too many callers wait.
 */
public interface PasswordHasher {

  /** A salted, slow hash, with its parameters in it. */
  String hash(char[] password);

  /** Whether the password fits the hash; takes as long when it does not. */
  boolean verify(char[] password, String hash);
}

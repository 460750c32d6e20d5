package org.ledplatform.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.glassfish.soteria.identitystores.hash.Pbkdf2PasswordHashImpl;
import org.junit.jupiter.api.Test;

class Pbkdf2PasswordsTest {

  private final Pbkdf2Passwords passwords = new Pbkdf2Passwords(new Pbkdf2PasswordHashImpl());

  @Test
  void verifiesItsOwnHashAndNoOtherPassword() {
    String hash = passwords.hash("grüne Wiese 42".toCharArray());

    assertThat(passwords.verify("grüne Wiese 42".toCharArray(), hash)).isTrue();
    assertThat(passwords.verify("grune Wiese 42".toCharArray(), hash)).isFalse();
  }

  @Test
  void saltsEachHashAndWritesItsParametersIntoIt() {
    String one = passwords.hash("correct horse".toCharArray());
    String other = passwords.hash("correct horse".toCharArray());

    assertThat(one).isNotEqualTo(other).startsWith("PBKDF2WithHmacSHA512:210000:");
  }

  @Test
  void leavesNoPasswordInTheArrayItWasGiven() {
    char[] password = "correct horse".toCharArray();
    passwords.hash(password);

    assertThat(password).containsOnly('\0');
  }
}

package org.ledplatform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.glassfish.soteria.identitystores.hash.Pbkdf2PasswordHashImpl;
import org.junit.jupiter.api.Test;
import org.ledplatform.account.BusyException;

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

  @Test
  void refusesAtOnceWhenTooManyWait() throws Exception {
    var mayEnd = new CountDownLatch(1);
    var slow =
        new Pbkdf2Passwords(
            new Pbkdf2PasswordHashImpl() {
              @Override
              public String generate(char[] password) {
                try {
                  mayEnd.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
                return "";
              }
            });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int turns = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
      for (int i = 0; i < turns + Pbkdf2Passwords.MOST_WAITING; i++) {
        var _ = threads.submit(() -> slow.hash(new char[] {'a'}));
      }
      Awaitility.await().until(() -> slow.waiting() >= Pbkdf2Passwords.MOST_WAITING);
      char[] refused = {'a'};
      assertThatThrownBy(() -> slow.hash(refused)).isInstanceOf(BusyException.class);
      assertThat(refused).containsOnly('\0');
      mayEnd.countDown();
    }
  }
}

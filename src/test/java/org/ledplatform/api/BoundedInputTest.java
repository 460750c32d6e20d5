package org.ledplatform.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.ledplatform.api.problem.ProblemException;

class BoundedInputTest {

  @Test
  void letsABodyOfExactlyTheLimitThrough() throws IOException {
    assertThat(new BoundedInput(body(10), 10).readAllBytes()).hasSize(10);
  }

  @Test
  void refusesOneByteMoreHoweverItIsRead() {
    assertRefused(() -> new BoundedInput(body(11), 10).readAllBytes());
    assertRefused(() -> new BoundedInput(body(11), 10).skip(11));
    assertRefused(
        () -> {
          InputStream in = new BoundedInput(body(11), 10);
          while (in.read() >= 0) {
            // One byte at a time.
          }
        });
  }

  @Test
  void takesTheRestSoThatTheClientReadsTheAnswer() throws IOException {
    InputStream sent = body(100_000);
    assertRefused(() -> new BoundedInput(sent, 10).readAllBytes());

    assertThat(sent.read()).isEqualTo(-1);
  }

  @Test
  void doesNotTakeABodyWithoutEnd() throws IOException {
    InputStream sent = body(20_000_000);
    assertRefused(() -> new BoundedInput(sent, 10).readAllBytes());

    assertThat(sent.available()).isGreaterThan(10_000_000);
  }

  /** Somebody who refuses a request because of its first bytes reads no further and closes. */
  @Test
  void takesTheRestWhenItIsClosedEarly() throws IOException {
    InputStream sent = body(100_000);
    InputStream bounded = new BoundedInput(sent, 200_000);
    assertThat(bounded.read()).isZero();
    bounded.close();
    assertThat(sent.read()).isEqualTo(-1);
    InputStream endless = body(20_000_000);
    new BoundedInput(endless, 10).close();
    assertThat(endless.available()).isGreaterThan(10_000_000);
  }

  private static void assertRefused(ThrowingCallable read) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(read)
        .satisfies(e -> assertThat(e.status()).isEqualTo(413));
  }

  private static InputStream body(int length) {
    return new ByteArrayInputStream(new byte[length]);
  }
}

package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.MutableClock;

/** A version that cannot be learned is asked for once a minute, however many clients wait. */
class FailingVersionsTest {

  private static final ClientVersion OLD = new ClientVersion(2, 3000, 1_000_000);
  private static final byte[] NEWER =
      "\"client_revision\":1043857760".getBytes(StandardCharsets.UTF_8);

  private final MutableClock clock = new MutableClock();
  private final AtomicInteger fetched = new AtomicInteger();
  private Optional<byte[]> answer = Optional.empty();

  private WebClientVersions versions() {
    return new WebClientVersions(
        OLD,
        (_, _) -> {
          fetched.incrementAndGet();
          return answer;
        },
        clock);
  }

  @Test
  void aHundredWhoAskAtOnceWaitForOneRequest() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    WebClientVersions versions =
        new WebClientVersions(
            OLD,
            (_, _) -> {
              fetched.incrementAndGet();
              begun.countDown();
              await(hanging);
              return Optional.empty();
            },
            clock);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<ClientVersion>>> answers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        answers.add(executor.submit(() -> versions.newerThan(OLD)));
      }
      await(begun);
      hanging.countDown();
      for (Future<Optional<ClientVersion>> one : answers) {
        assertThat(one.get(10, TimeUnit.SECONDS)).isEmpty();
      }
    }
    assertThat(fetched).hasValue(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void afterAMinuteItIsAskedForAgain() {
    WebClientVersions versions = versions();
    assertThat(versions.newerThan(OLD)).isEmpty();
    answer = Optional.of(NEWER);
    clock.advance(Duration.ofSeconds(59));
    assertThat(versions.newerThan(OLD)).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(versions.newerThan(OLD)).contains(new ClientVersion(2, 3000, 1043857760));
    assertThat(fetched).hasValue(2);
  }

  @Test
  void aRequestThatBreaksCountsAsFailed() {
    WebClientVersions versions =
        new WebClientVersions(
            OLD,
            (_, _) -> {
              fetched.incrementAndGet();
              throw new IllegalStateException("expected by a test");
            },
            clock);
    assertThatThrownBy(() -> versions.newerThan(OLD)).isInstanceOf(IllegalStateException.class);
    assertThat(versions.newerThan(OLD)).isEmpty();
    assertThat(fetched).hasValue(1);
  }
}

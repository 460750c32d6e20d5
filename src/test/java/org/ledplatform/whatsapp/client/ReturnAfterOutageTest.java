package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.ManualExecutor;
import org.ledplatform.whatsapp.MutableClock;
import org.ledplatform.whatsapp.socket.SocketClosedException;
import org.ledplatform.whatsapp.socket.SocketConnector;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;

/** A thousand clients that lose the network at one moment. */
class ReturnAfterOutageTest {

  private static final int CLIENTS = 1000;

  private final ManualExecutor executor = new ManualExecutor();
  private final MutableClock clock = new MutableClock();
  private final SecureRandom random = seeded();
  private final TreeMap<Long, Integer> arrivals = new TreeMap<>();
  private final List<WhatsAppClient> clients = new ArrayList<>();

  private final SocketConnector down =
      _ -> {
        arrivals.merge(clock.instant().getEpochSecond(), 1, Integer::sum);
        throw new SocketClosedException("Nobody listens");
      };

  @Test
  void theyReturnSpreadOverTimeAndEverMoreSlowly() {
    ClientFixture any = new ClientFixture();
    for (int i = 0; i < CLIENTS; i++) {
      WhatsAppClient client =
          new WhatsAppClient(
              ClientConfig.of(any.network.root.publicKey(), "LED"),
              down,
              new MemoryDeviceStore(),
              executor,
              clock,
              random,
              _ -> {});
      clients.add(client);
      client.connect();
    }
    executor.runAll();
    long start = clock.instant().getEpochSecond();
    for (int second = 0; second < 180; second++) {
      clock.advance(Duration.ofSeconds(1));
      clients.forEach(WhatsAppClient::tick);
      executor.runAll();
    }
    assertThat(arrivals.remove(start)).isEqualTo(CLIENTS);
    assertThat(arrivals.values()).as("arrivals in any second").allMatch(n -> n < CLIENTS / 3);
    int late = arrivals.tailMap(start + 120).values().stream().mapToInt(n -> n).sum();
    assertThat(late / 60).as("arrivals a second after two minutes").isLessThan(CLIENTS / 15);
    assertThat(arrivals.values().stream().mapToInt(n -> n).sum()).isGreaterThan(4 * CLIENTS);
  }

  /** The same spread in every run: the busiest second has 270 to 330 arrivals, by the seed. */
  private static SecureRandom seeded() {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(1);
      return random;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package org.ledplatform.measure;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.ledplatform.whatsapp.client.ClientConfig;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.client.WhatsAppClient;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.socket.JdkWebSocketConnector;
import org.ledplatform.whatsapp.socket.SocketConnector;

/**
 * Connects clients over real sockets to a network in another process and says what the heap holds.
 * Arguments: a file, the network's address and root key, and sizes such as {@code 40 200}. Prints a
 * line {@code qr …} for each client, which somebody must scan, and a line {@code heap SIZE BYTES}
 * for each size.
 */
final class IdleMain {

  private static final int TICKS = 5;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
  private final SecureRandom random = new SecureRandom();
  private final Semaphore online = new Semaphore(0);
  private final List<WhatsAppClient> clients = new ArrayList<>();
  private final FileDeviceStores stores;
  private final SocketConnector connector;
  private final PublicKey root;

  private IdleMain(Path file, URI network, PublicKey root) {
    this.stores = new FileDeviceStores(file);
    this.connector =
        new JdkWebSocketConnector(network, Optional.empty(), Duration.ofSeconds(20), threads);
    this.root = root;
  }

  /** One at a time, so that what a start needs for a moment is not counted. */
  private void growTo(int size) throws InterruptedException {
    while (clients.size() < size) {
      WhatsAppClient client =
          new WhatsAppClient(
              ClientConfig.of(root, "LED"),
              connector,
              stores.of("device-" + clients.size()),
              threads,
              Clock.systemUTC(),
              random,
              this::heard);
      clients.add(client);
      client.connect();
      if (!online.tryAcquire(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("Client " + clients.size() + " is not online");
      }
    }
    CountDownLatch ticks = new CountDownLatch(TICKS);
    var ticking =
        ticker.scheduleAtFixedRate(
            () -> {
              clients.forEach(WhatsAppClient::tick);
              ticks.countDown();
            },
            0,
            1,
            TimeUnit.SECONDS);
    ticks.await();
    ticking.cancel(false);
    stores.flush();
    System.out.println("heap " + size + " " + Figures.liveHeap());
  }

  private void heard(ClientEvent event) {
    switch (event) {
      case ClientEvent.QrOffered qr -> System.out.println("qr " + qr.text());
      case ClientEvent.Online _ -> online.release();
      default -> {}
    }
  }

  /** Measures. */
  public static void main(String[] args) throws InterruptedException {
    IdleMain idle =
        new IdleMain(
            Path.of(args[0]), URI.create(args[1]), new PublicKey(HexFormat.of().parseHex(args[2])));
    for (int i = 3; i < args.length; i++) {
      idle.growTo(Integer.parseInt(args[i]));
    }
    System.exit(0);
  }
}

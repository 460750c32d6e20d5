package org.ledplatform.measure;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.ledplatform.whatsapp.client.ClientConfig;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.socket.JdkWebSocketConnector;

/**
 * Starts, stops, shows QRs and reconnects over real sockets, again and again, and says what is left
 * whenever everybody has stopped. Arguments: a file, the network's address and root key, how many
 * work side by side, and how many cycles each does until the next look, such as {@code 50 100}. The
 * network is expected to hang up on who says that it types. Prints {@code qr NUMBER TEXT} for each
 * client that somebody must scan, with the number of its worker, and for each look {@code left
 * CYCLES HEAP THREADS TASKS FILES}; then waits for a line before it goes on.
 */
final class CyclesMain {

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger tasks = new AtomicInteger();
  private final FileDeviceStores stores;
  private final List<CyclesWorker> workers = new ArrayList<>();
  private int cycles;

  private CyclesMain(Path file, URI network, PublicKey root, int size) {
    this.stores = new FileDeviceStores(file);
    var work =
        new CyclesWorker.Tools(
            ClientConfig.of(root, "LED"),
            new JdkWebSocketConnector(
                network, Optional.empty(), Duration.ofSeconds(20), this::execute),
            stores,
            this::execute,
            new SecureRandom());
    for (int i = 0; i < size; i++) {
      workers.add(new CyclesWorker(i, work));
    }
  }

  /** Counts what runs: virtual threads are in no list of the JVM's. */
  private void execute(Runnable task) {
    tasks.incrementAndGet();
    threads.execute(
        () -> {
          try {
            task.run();
          } finally {
            tasks.decrementAndGet();
          }
        });
  }

  private void allDo(int each) throws InterruptedException, ExecutionException {
    List<Future<?>> all = new ArrayList<>();
    for (CyclesWorker worker : workers) {
      all.add(threads.submit(() -> worker.work(each)));
    }
    for (Future<?> one : all) {
      one.get();
    }
    cycles += each * workers.size();
  }

  /**
   * What is on its way out gets the time to leave: the network answers a goodbye, and the selector
   * of the JDK's HTTP client lets go of the socket when it wakes next.
   */
  private void settle() {
    AtomicLong before = new AtomicLong();
    Awaitility.await()
        .pollInterval(Duration.ofMillis(100))
        .during(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> {
              long now = Figures.openFiles();
              return before.getAndSet(now) == now && tasks.get() == 0;
            });
  }

  private void report() {
    stores.flush();
    System.out.println(
        Stream.of(cycles, Figures.liveHeap(), Figures.threads(), tasks.get(), Figures.openFiles())
            .map(String::valueOf)
            .collect(Collectors.joining(" ", "left ", "")));
  }

  /** Works. */
  public static void main(String[] args) throws Exception {
    CyclesMain main =
        new CyclesMain(
            Path.of(args[0]),
            URI.create(args[1]),
            new PublicKey(HexFormat.of().parseHex(args[2])),
            Integer.parseInt(args[3]));
    BufferedReader go =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (int i = 4; i < args.length; i++) {
      main.allDo(Integer.parseInt(args[i]));
      main.settle();
      main.report();
      go.readLine();
    }
    System.exit(0);
  }
}

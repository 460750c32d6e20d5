package org.ledplatform.measure;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.ledplatform.whatsapp.client.ClientConfig;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.client.Media;
import org.ledplatform.whatsapp.client.WhatsAppClient;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.media.JdkMediaTransfer;
import org.ledplatform.whatsapp.media.MediaAccess;
import org.ledplatform.whatsapp.media.MediaKind;
import org.ledplatform.whatsapp.media.MediaSink;
import org.ledplatform.whatsapp.media.MediaSource;
import org.ledplatform.whatsapp.media.TlsTrust;
import org.ledplatform.whatsapp.socket.JdkWebSocketConnector;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;

/**
 * Moves files to the hosts and back with one client and says what the heap held meanwhile.
 * Arguments: the network's address and root key, a file with the certificate of its media host, and
 * the files, of which the first makes everything warm. Prints {@code qr …}, which somebody must
 * scan, then for each file {@code moved BEFORE PEAK LOOKS}: bytes of the live heap, and how often
 * it was looked at.
 */
final class MediaHeapMain {

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch online = new CountDownLatch(1);
  private final WhatsAppClient client;

  private MediaHeapMain(URI network, PublicKey root, String certificate) {
    MediaAccess access =
        MediaAccess.namedHostsOnly(
            new JdkMediaTransfer(Optional.of(TlsTrust.in(certificate)), threads));
    client =
        new WhatsAppClient(
            ClientConfig.of(root, "LED").withMedia(access),
            new JdkWebSocketConnector(network, Optional.empty(), Duration.ofSeconds(20), threads),
            new MemoryDeviceStore(),
            threads,
            Clock.systemUTC(),
            new SecureRandom(),
            this::heard);
  }

  private void heard(ClientEvent event) {
    switch (event) {
      case ClientEvent.QrOffered qr -> System.out.println("qr " + qr.text());
      case ClientEvent.Online _ -> online.countDown();
      default -> {}
    }
  }

  /** The client may use the heap as it likes; what counts is what it cannot give back. */
  private void move(Path file) throws InterruptedException, ExecutionException {
    Path back = file.resolveSibling(file.getFileName() + ".back");
    long before = Figures.heapAfterCollection();
    CompletableFuture<Void> moving =
        client
            .media()
            .upload(MediaKind.DOCUMENT, MediaSource.of(file))
            .thenApply(Media.Uploaded::reference)
            .thenCompose(reference -> client.media().download(reference, MediaSink.to(back)))
            .toCompletableFuture();
    long peak = before;
    int rounds = 0;
    while (!hasEnded(moving)) {
      peak = Math.max(peak, Figures.heapAfterCollection());
      rounds++;
    }
    System.out.println("moved " + before + " " + peak + " " + rounds);
  }

  private static boolean hasEnded(CompletableFuture<Void> moving)
      throws InterruptedException, ExecutionException {
    try {
      moving.get(100, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    }
  }

  /** Measures. */
  public static void main(String[] args) throws Exception {
    MediaHeapMain main =
        new MediaHeapMain(
            URI.create(args[0]),
            new PublicKey(HexFormat.of().parseHex(args[1])),
            Files.readString(Path.of(args[2])));
    main.client.connect();
    if (!main.online.await(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("The client is not online");
    }
    for (int i = 3; i < args.length; i++) {
      main.move(Path.of(args[i]));
    }
    System.exit(0);
  }
}

package org.ledplatform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.ledplatform.link.PictureThumbnailer;
import org.ledplatform.sandbox.control.NewPhone;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SandboxControl;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.sandbox.control.ShownMessage;
import org.ledplatform.sandbox.standalone.StandaloneOptions;
import org.ledplatform.sandbox.standalone.StandaloneSandbox;
import org.ledplatform.testing.BaileysClient.Version;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.media.JdkMediaTransfer;
import org.ledplatform.whatsapp.media.MediaAccess;
import org.ledplatform.whatsapp.media.TlsTrust;

/**
 * The sandbox network inside of the test's own process, reachable over loopback: foreign clients
 * connect to it, and the test holds its strings. Ends its clients when it closes.
 */
public final class OpenSandbox implements AutoCloseable {

  /** Whose phones these are; the only tenant of a sandbox that runs alone. */
  public static final String TENANT = "local";

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final StandaloneSandbox sandbox;
  private final Path folder;
  private final MediaAccess media;
  private final List<AutoCloseable> clients = new ArrayList<>();

  private OpenSandbox(StandaloneSandbox sandbox, Path folder) {
    this.sandbox = sandbox;
    this.folder = folder;
    this.media =
        MediaAccess.namedHostsOnly(
            new JdkMediaTransfer(Optional.of(TlsTrust.in(sandbox.mediaCertificate())), executor));
  }

  /**
   * Opens a network that remembers nothing.
   *
   * @param folder for what clients store
   */
  public static OpenSandbox in(Path folder) {
    try {
      return new OpenSandbox(StandaloneSandbox.start(StandaloneOptions.free()), folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public StandaloneSandbox network() {
    return sandbox;
  }

  public SandboxControl control() {
    return sandbox.control();
  }

  /** A new person with a phone. */
  public Phone person(String name) {
    return control().addPhone(TENANT, new NewPhone(name, Optional.empty()));
  }

  /** What somebody writes on this phone; its id. */
  public String write(Phone phone, SendRequest request) {
    return control().send(TENANT, phone.id(), request).messageId();
  }

  /** What a phone shows, oldest first. */
  public List<ShownMessage> shown(Phone phone) {
    return control().messages(TENANT, phone.id(), Optional.empty(), Optional.empty());
  }

  /** The first message that fits, once the phone shows it so. */
  public ShownMessage awaitShown(Phone phone, Predicate<ShownMessage> fits) {
    return Awaitility.await("a message on a phone")
        .atMost(NodeDriver.SOON)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> shown(phone).stream().filter(fits).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  /** What clients of the media host must trust, in PEM. */
  public String mediaCertificate() {
    return sandbox.mediaCertificate();
  }

  /** A Baileys client that is not connected yet; it trusts the network's media host. */
  public BaileysClient baileys(Version version, String name) {
    BaileysClient client =
        BaileysClient.start(
            version,
            sandbox.url(),
            sandbox.rootKey(),
            folder.resolve(name),
            Optional.of(
                new BaileysClient.MediaHost(
                    sandbox.mediaUrl().replace("https://", ""), certificateFile())));
    clients.add(client);
    return client;
  }

  private Path certificateFile() {
    try {
      return Files.writeString(folder.resolve("media-certificate.pem"), mediaCertificate());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A Baileys client that is a companion of this phone and online. */
  public BaileysClient companion(Version version, Phone phone) {
    BaileysClient client = baileys(version, version + "-" + phone.id() + "-" + clients.size());
    control().scan(TENANT, phone.id(), client.open().waitForQr());
    client.waitForOpen();
    client.waitForWelcome();
    return client;
  }

  /** What the Baileys clients logged, for messages of failed tests. */
  public String foreignLogs() {
    return clients.stream()
        .filter(BaileysClient.class::isInstance)
        .map(client -> "\n" + ((BaileysClient) client).logged())
        .collect(Collectors.joining());
  }

  /** A client of ours that is not connected yet; it reaches the network's media host. */
  public OurClient ours() {
    OurClient client =
        new OurClient(
            sandbox.url(),
            OurClient.config(
                HexFormat.of().parseHex(sandbox.rootKey()),
                config -> config.withMedia(media).withThumbnailer(new PictureThumbnailer())));
    clients.add(client);
    return client;
  }

  /** A client of ours that is a companion of this phone and online. */
  public OurClient ourCompanion(Phone phone) {
    OurClient client = ours();
    control().scan(TENANT, phone.id(), client.qr());
    client.await(ClientEvent.Online.class, _ -> true);
    return client;
  }

  @Override
  public void close() {
    for (AutoCloseable client : clients) {
      try {
        client.close();
      } catch (Exception e) {
        throw new AssertionError("A client does not end", e);
      }
    }
    sandbox.close();
    executor.shutdownNow();
  }
}

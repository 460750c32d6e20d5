package org.ledplatform.sandbox.media;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.ledplatform.sandbox.account.Profiles;
import org.ledplatform.sandbox.proto.StoredMediaCertificate;
import org.ledplatform.sandbox.storage.SandboxStorage;
import org.ledplatform.sandbox.storage.SandboxStorageException;
import org.ledplatform.sandbox.storage.Table;
import org.ledplatform.sandbox.storage.Turns;
import org.ledplatform.sandbox.storage.Write;
import org.ledplatform.whatsapp.node.Node;

/**
 * Media in the network: closed until {@link #open} is called, because it needs a port. Safe for use
 * by many threads.
 */
public final class SandboxMedia implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(SandboxMedia.class.getName());
  private static final int DELETING = 10;
  private static final String CERTIFICATE = "media-certificate";

  private final SandboxStorage storage;
  private final Turns turns;
  private final Profiles profiles;
  private final Executor executor;
  private final Clock clock;
  private final SecureRandom random;
  private final MediaTokens tokens;
  private volatile Optional<Open> state = Optional.empty();

  /** What there is while the listener listens. */
  private record Open(
      MediaHost host, MediaCertificate certificate, MediaBlobs blobs, Optional<Path> temporary) {}

  /**
   * @param executor runs the requests
   */
  public SandboxMedia(
      SandboxStorage storage,
      Turns turns,
      Profiles profiles,
      Executor executor,
      Clock clock,
      SecureRandom random) {
    this.storage = storage;
    this.turns = turns;
    this.profiles = profiles;
    this.executor = executor;
    this.clock = clock;
    this.random = random;
    this.tokens = new MediaTokens(clock, random);
  }

  /**
   * Begins to listen.
   *
   * @throws IOException when the port is in use or the directory cannot be used
   */
  public synchronized void open(MediaSettings settings) throws IOException {
    close();
    Optional<Path> temporary =
        settings.directory().isPresent()
            ? Optional.empty()
            : Optional.of(Files.createTempDirectory("sandbox-media-"));
    Path directory = settings.directory().or(() -> temporary).orElseThrow();
    MediaBlobs blobs = new MediaBlobs(directory, settings.limits(), clock, random);
    MediaCertificate certificate = certificate(settings.host());
    MediaHost host =
        new MediaHost(
            settings.host(),
            settings.port(),
            certificate,
            executor,
            address -> new MediaPaths(blobs, tokens, this::pictureAt, address));
    state = Optional.of(new Open(host, certificate, blobs, temporary));
  }

  /** The one that clients know already when it is still good, so that they need no other. */
  private MediaCertificate certificate(String host) {
    SequencedSet<String> hosts =
        new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1", host));
    Optional<MediaCertificate> known =
        storage
            .read(Table.NETWORK, CERTIFICATE)
            .map(SandboxMedia::parse)
            .filter(certificate -> certificate.serves(hosts, clock.instant()));
    return known.orElseGet(
        () -> {
          MediaCertificate made = MediaCertificate.make(hosts, clock.instant(), random);
          storage.commit(List.of(new Write.Put(Table.NETWORK, CERTIFICATE, stored(made))));
          return made;
        });
  }

  private static byte[] stored(MediaCertificate certificate) {
    StoredMediaCertificate.Builder stored = StoredMediaCertificate.newBuilder();
    certificate.parts().forEach(part -> stored.addParts(ByteString.copyFrom(part)));
    return stored.build().toByteArray();
  }

  private static MediaCertificate parse(byte[] bytes) {
    try {
      return MediaCertificate.of(
          StoredMediaCertificate.parseFrom(bytes).getPartsList().stream()
              .map(ByteString::toByteArray)
              .toList());
    } catch (InvalidProtocolBufferException e) {
      throw new SandboxStorageException("The stored certificate cannot be read", e);
    }
  }

  /** {@code name:port} of the listener, while it listens. */
  public Optional<String> address() {
    return state.map(open -> open.host().address());
  }

  /** Whom clients must trust, while the listener listens. */
  public Optional<X509Certificate> authority() {
    return state.map(open -> open.certificate().authority());
  }

  /** The same in PEM. */
  public Optional<String> authorityPem() {
    return state.map(open -> open.certificate().pem());
  }

  /** What a client of this tenant is told about media hosts (protocol §10.2). */
  public Optional<Node> connection(String tenant) {
    return address()
        .map(
            address ->
                Node.of(
                        "media_conn",
                        Node.of("host").with("hostname", address).with("type", "primary"))
                    .with("auth", tokens.issue(tenant))
                    .with("ttl", MediaTokens.LIFE.toSeconds())
                    .with("auth_ttl", MediaTokens.LIFE.toSeconds())
                    .with("max_buckets", 12));
  }

  /** The path at which a client finds a picture, while the listener listens. */
  public Optional<String> picture(String owner, Profiles.Picture picture) {
    String name = owner + "-" + picture.id();
    return address()
        .map(_ -> MediaPaths.PICTURES + name + "-" + tokens.signature(name) + "?ccb=11-4");
  }

  private Optional<byte[]> pictureAt(String file) {
    List<String> parts = List.of(file.split("-", 3));
    if (parts.size() < 3 || !tokens.signed(parts.get(0) + "-" + parts.get(1), parts.get(2))) {
      return Optional.empty();
    }
    return turns
        .call(() -> profiles.picture(parts.getFirst()))
        .filter(picture -> parts.get(1).equals(String.valueOf(picture.id())))
        .map(Profiles.Picture::bytes);
  }

  /** What the hosts gave for this path they give no longer; a phone may bring it back. */
  public void expire(String directPath) {
    state.ifPresent(open -> open.blobs().expire(MediaPaths.idOf(directPath)));
  }

  /** Whether the hosts give a file for this path; they give none while they do not listen. */
  public boolean has(String directPath) {
    return blobs()
        .flatMap(blobs -> blobs.find(MediaPaths.idOf(directPath)))
        .filter(Blob::listed)
        .isPresent();
  }

  /** How the phones of a tenant send and fetch files. */
  public PhoneMedia forPhones(String tenant) {
    return new PhoneMedia(this, tenant, clock, random);
  }

  /** The blobs, while the listener listens. */
  Optional<MediaBlobs> blobs() {
    return state.map(Open::blobs);
  }

  @Override
  public synchronized void close() {
    Optional<Open> open = state;
    state = Optional.empty();
    open.ifPresent(o -> o.host().close());
    open.flatMap(Open::temporary).ifPresent(SandboxMedia::delete);
  }

  /** Whoever still writes or removes a file while the host ends makes one pass fail, not many. */
  private static void delete(Path directory) {
    for (int pass = 0; pass < DELETING; pass++) {
      try (Stream<Path> all = Files.walk(directory)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
        return;
      } catch (NoSuchFileException _) {
        return;
      } catch (IOException | UncheckedIOException _) {
        // Something came or went meanwhile: what is there now is looked at anew.
      }
    }
    LOG.log(System.Logger.Level.WARNING, "Temporary media stay behind: {0}", directory);
  }
}

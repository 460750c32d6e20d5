package org.ledplatform.sandbox.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that was uploaded, as files in one directory for each tenant. Safe for use by many
 * threads; the lock guards the list and is not held while bytes are read or written. Blobs are not
 * part of the network's turns: an upload takes seconds, a turn may not.
 */
final class MediaBlobs {

  private static final int CHUNK = 16 * 1024;
  private static final int ID_BYTES = 16;
  private static final int TENANT_BYTES = 12;
  private static final int BAD_REQUEST = 400;
  private static final int TOO_LARGE = 413;

  /** Less is no ciphertext with its MAC. */
  private static final int MIN_BYTES = 11;

  private final Path directory;
  private final BlobLimits limits;
  private final Clock clock;
  private final SecureRandom random;
  private final Map<String, Blob> blobs = new HashMap<>();
  private final Map<String, Shelf> shelves = new HashMap<>();
  private long arrived;

  /**
   * @param directory kept between starts; what is in it is there again
   */
  MediaBlobs(Path directory, BlobLimits limits, Clock clock, SecureRandom random) {
    this.directory = directory;
    this.limits = limits;
    this.clock = clock;
    this.random = random;
    try {
      Files.createDirectories(directory);
      List<Path> tenants = list(directory).filter(Files::isDirectory).toList();
      for (Path tenant : tenants) {
        list(tenant)
            .sorted(Comparator.comparing(MediaBlobs::modified))
            .forEach(file -> found(tenant, file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The directory for media cannot be used: " + directory, e);
    }
  }

  private static Stream<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList().stream();
    }
  }

  private static long modified(Path file) {
    return file.toFile().lastModified();
  }

  private void found(Path tenant, Path file) {
    String name = String.valueOf(file.getFileName());
    if (name.endsWith(".part")) {
      delete(file);
      return;
    }
    String owner = String.valueOf(tenant.getFileName());
    keep(name, owner, file, file.toFile().length());
  }

  /**
   * Takes an upload.
   *
   * @param token the hash that the body must have, in base64
   * @throws MediaRefused when it is too large, too slow, one too many or not what its token says
   */
  Blob take(String tenant, String token, InputStream body) throws IOException {
    String owner = owner(tenant);
    Path home = Files.createDirectories(directory.resolve(owner));
    String id = newId();
    Path part = home.resolve(id + ".part");
    begin(owner, id);
    try {
      MessageDigest hash = sha256();
      long length = write(body, part, hash, owner, id);
      if (length < MIN_BYTES) {
        throw new MediaRefused(BAD_REQUEST, "The body is too short");
      }
      if (!MessageDigest.isEqual(hash.digest(), decoded(token))) {
        throw new MediaRefused(BAD_REQUEST, "The body is not what the token says");
      }
      Path file = Files.move(part, home.resolve(id));
      end(owner, id);
      return keep(id, owner, file, length);
    } finally {
      end(owner, id);
      Files.deleteIfExists(part);
    }
  }

  private long write(InputStream body, Path part, MessageDigest hash, String owner, String id)
      throws IOException {
    long length = 0;
    byte[] chunk = new byte[CHUNK];
    try (OutputStream out = Files.newOutputStream(part)) {
      for (int n = body.read(chunk); n >= 0; n = body.read(chunk)) {
        length += n;
        if (length > limits.bytesPerBlob()) {
          throw new MediaRefused(TOO_LARGE, "The body is too large");
        }
        grow(owner, id, n);
        hash.update(chunk, 0, n);
        out.write(chunk, 0, n);
      }
    }
    return length;
  }

  private static String owner(String tenant) {
    return HexFormat.of().formatHex(sha256().digest(utf8(tenant)), 0, TENANT_BYTES);
  }

  private Shelf shelf(String owner) {
    return shelves.computeIfAbsent(owner, _ -> new Shelf(limits.bytesPerTenant()));
  }

  private synchronized void begin(String owner, String id) {
    shelf(owner).begin(id, clock.instant());
  }

  private synchronized void grow(String owner, String id, int by) {
    drop(shelf(owner).grow(id, by, clock.instant()));
  }

  private synchronized void end(String owner, String id) {
    shelf(owner).end(id);
  }

  private synchronized Blob keep(String id, String owner, Path file, long length) {
    Blob blob = new Blob(id, owner, file, length, arrived++, true);
    blobs.put(id, blob);
    drop(shelf(owner).keep(blob));
    return blob;
  }

  private void drop(List<Blob> gone) {
    for (Blob old : gone) {
      blobs.remove(old.id());
      delete(old.file());
    }
  }

  /** A blob, listed or not. */
  synchronized Optional<Blob> find(String id) {
    return Optional.ofNullable(blobs.get(id));
  }

  /** The hosts do not give it any more. */
  synchronized void expire(String id) {
    blobs.computeIfPresent(id, (_, blob) -> blob.listed(false));
  }

  /** A tenant's bytes under a new id, as after another upload; empty when it has no such bytes. */
  synchronized Optional<Blob> renew(String tenant, String id) {
    Optional<Blob> old =
        Optional.ofNullable(blobs.get(id)).filter(blob -> blob.tenant().equals(owner(tenant)));
    return old.map(
        blob -> {
          blobs.remove(id);
          shelf(blob.tenant()).remove(blob);
          String fresh = newId();
          Path file = blob.file().resolveSibling(fresh);
          try {
            Files.move(blob.file(), file);
          } catch (IOException e) {
            throw new UncheckedIOException("A blob cannot be renamed", e);
          }
          return keep(fresh, blob.tenant(), file, blob.length());
        });
  }

  private String newId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] decoded(String token) {
    try {
      return Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("A blob cannot be deleted", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}

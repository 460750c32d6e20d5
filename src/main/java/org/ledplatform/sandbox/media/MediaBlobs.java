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
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
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

  private final Path directory;
  private final BlobLimits limits;
  private final SecureRandom random;
  private final Map<String, Blob> blobs = new LinkedHashMap<>();
  private long arrived;

  /**
   * @param directory kept between starts; what is in it is there again
   */
  MediaBlobs(Path directory, BlobLimits limits, SecureRandom random) {
    this.directory = directory;
    this.limits = limits;
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
    blobs.put(name, new Blob(name, owner, file, file.toFile().length(), arrived++, true));
  }

  /**
   * Takes an upload.
   *
   * @param token the hash that the body must have, in base64
   * @throws MediaRefused when it is too large or not what its token says
   */
  Blob take(String tenant, String token, InputStream body) throws IOException {
    String owner = HexFormat.of().formatHex(sha256().digest(utf8(tenant)), 0, TENANT_BYTES);
    Path home = Files.createDirectories(directory.resolve(owner));
    String id = newId();
    Path part = home.resolve(id + ".part");
    try {
      MessageDigest hash = sha256();
      long length = write(body, part, hash);
      if (!MessageDigest.isEqual(hash.digest(), decoded(token))) {
        throw new MediaRefused(BAD_REQUEST, "The body is not what the token says");
      }
      Path file = Files.move(part, home.resolve(id));
      return keep(id, owner, file, length);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private long write(InputStream body, Path part, MessageDigest hash) throws IOException {
    long length = 0;
    byte[] chunk = new byte[CHUNK];
    try (OutputStream out = Files.newOutputStream(part)) {
      for (int n = body.read(chunk); n >= 0; n = body.read(chunk)) {
        length += n;
        if (length > limits.bytesPerBlob()) {
          throw new MediaRefused(TOO_LARGE, "The body is too large");
        }
        hash.update(chunk, 0, n);
        out.write(chunk, 0, n);
      }
    }
    return length;
  }

  private synchronized Blob keep(String id, String owner, Path file, long length) {
    Blob blob = new Blob(id, owner, file, length, arrived++, true);
    blobs.put(id, blob);
    long used =
        blobs.values().stream().filter(b -> b.tenant().equals(owner)).mapToLong(Blob::length).sum();
    List<Blob> oldest =
        blobs.values().stream()
            .filter(b -> b.tenant().equals(owner) && b != blob)
            .sorted(Comparator.comparingLong(Blob::number))
            .toList();
    for (Blob old : oldest) {
      if (used <= limits.bytesPerTenant()) {
        break;
      }
      blobs.remove(old.id());
      delete(old.file());
      used -= old.length();
    }
    return blob;
  }

  /** A blob, listed or not. */
  synchronized Optional<Blob> find(String id) {
    return Optional.ofNullable(blobs.get(id));
  }

  /** The hosts do not give it any more. */
  synchronized void expire(String id) {
    blobs.computeIfPresent(id, (_, blob) -> blob.listed(false));
  }

  /** The same bytes under a new id, as after another upload; empty when they are gone. */
  synchronized Optional<Blob> renew(String id) {
    Optional<Blob> old = Optional.ofNullable(blobs.remove(id));
    return old.map(
        blob -> {
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

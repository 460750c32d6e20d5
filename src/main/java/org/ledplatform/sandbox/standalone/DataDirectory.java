package org.ledplatform.sandbox.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.ledplatform.sandbox.storage.MvStoreSandboxStorage;
import org.ledplatform.sandbox.storage.SandboxStorage;

/**
 * A directory with the network's file and, beside it, the random key that encrypts the file:
 * whoever copies the one without the other has nothing.
 */
final class DataDirectory {

  private static final int KEY_LENGTH = 32;

  private DataDirectory() {}

  static SandboxStorage open(Path directory, SecureRandom random) {
    try {
      Files.createDirectories(directory);
      Path keyFile = directory.resolve("sandbox.key");
      if (Files.notExists(keyFile)) {
        byte[] key = new byte[KEY_LENGTH];
        random.nextBytes(key);
        Files.createFile(keyFile);
        if (Files.getFileStore(keyFile).supportsFileAttributeView("posix")) {
          Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
        }
        Files.write(keyFile, key);
      }
      return new MvStoreSandboxStorage(
          directory.resolve("sandbox.mv"), Files.readAllBytes(keyFile));
    } catch (IOException e) {
      throw new UncheckedIOException("The data directory cannot be used: " + directory, e);
    }
  }
}

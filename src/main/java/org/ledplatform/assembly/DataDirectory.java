package org.ledplatform.assembly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directory with everything durable, held by this process alone while it is open. The lock is
 * the operating system's: it ends with the process, however that ends.
 */
final class DataDirectory implements AutoCloseable {

  private final FileChannel channel;

  private DataDirectory(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Makes the directory when it is missing and takes it.
   *
   * @throws StartRefusedException when another process has it or it cannot be made
   */
  static DataDirectory take(Path directory) {
    try {
      if (!Files.exists(directory)) {
        Files.createDirectories(directory, onlyForUs("rwx------"));
      }
      Path file = directory.resolve("led.lock");
      FileChannel channel =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              onlyForUs("rw-------"));
      if (lock(channel) == null) {
        channel.close();
        throw new StartRefusedException(
            "The data directory is in use by another process, which must end first: " + directory);
      }
      return new DataDirectory(channel);
    } catch (IOException e) {
      throw new StartRefusedException(
          "The data directory cannot be used (" + e + "): " + directory);
    }
  }

  /** Permissions for new files, where the file system knows such a thing. */
  static FileAttribute<?>[] onlyForUs(String permissions) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      // The same process has it, for instance by a second deployment.
      return null;
    }
  }

  /** Lets others have it. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

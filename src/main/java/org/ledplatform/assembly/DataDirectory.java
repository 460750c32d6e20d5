package org.ledplatform.assembly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
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

  private static final Logger LOG = System.getLogger(DataDirectory.class.getName());

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
      if (Files.exists(directory)) {
        closeToOthers(directory);
      } else {
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

  /** The database makes its files readable for everybody, so the directory must not be. */
  private static void closeToOthers(Path directory) {
    try {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    } catch (UnsupportedOperationException _) {
      // A file system without such permissions.
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "Others may be able to read the data directory; its permissions cannot be changed ({0})",
          e.getClass().getSimpleName());
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

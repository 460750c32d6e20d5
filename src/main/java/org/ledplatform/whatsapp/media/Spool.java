package org.ledplatform.whatsapp.media;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps a blob until it was checked: a small one in memory, a larger one in a temporary file, which
 * {@link #close} deletes. Only ciphertext ever comes here. Not safe for many threads.
 */
final class Spool extends OutputStream implements MediaSource {

  private static final int IN_MEMORY = 128 * 1024;

  private final Optional<Path> directory;
  private ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private Optional<Path> file = Optional.empty();
  private OutputStream out = memory;

  /**
   * @param directory for temporary files; the system's own when empty
   */
  Spool(Optional<Path> directory) {
    this.directory = directory;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (file.isEmpty() && memory.size() + length > IN_MEMORY) {
      spill();
    }
    out.write(bytes, from, length);
  }

  private void spill() throws IOException {
    Path path =
        directory.isPresent()
            ? Files.createTempFile(directory.get(), "media-", ".blob")
            : Files.createTempFile("media-", ".blob");
    file = Optional.of(path);
    out = new BufferedOutputStream(Files.newOutputStream(path));
    memory.writeTo(out);
    memory = new ByteArrayOutputStream(0);
  }

  @Override
  public InputStream open() throws IOException {
    out.flush();
    return file.isPresent()
        ? Files.newInputStream(file.get())
        : new ByteArrayInputStream(memory.toByteArray());
  }

  @Override
  public void close() throws IOException {
    out.close();
    if (file.isPresent()) {
      Files.deleteIfExists(file.get());
    }
  }
}

package org.ledplatform.whatsapp.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Bytes that can be read more than once: a file is hashed before it is sent, and sent again when a
 * host fails. Each reading must give the same.
 */
@FunctionalInterface
public interface MediaSource {

  /** A new reading from the beginning; whoever opened it closes it. */
  InputStream open() throws IOException;

  /** An array, which must not change any more. */
  static MediaSource of(byte[] bytes) {
    return () -> new ByteArrayInputStream(bytes);
  }

  /** A file. */
  static MediaSource of(Path file) {
    return () -> Files.newInputStream(file);
  }
}

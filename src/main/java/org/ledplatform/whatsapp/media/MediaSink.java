package org.ledplatform.whatsapp.media;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a file goes that was fetched. Opened once, and only after everything was checked. */
@FunctionalInterface
public interface MediaSink {

  /** Closed by the caller when the file is written. */
  OutputStream open() throws IOException;

  /** A file, replaced when it is there. */
  static MediaSink to(Path file) {
    return () -> Files.newOutputStream(file);
  }
}

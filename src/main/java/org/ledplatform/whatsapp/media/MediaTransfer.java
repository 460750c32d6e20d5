package org.ledplatform.whatsapp.media;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Carries bytes to and from media hosts. A port: the JDK's HTTP client, or a memory in tests.
 * Follows no redirects: its user decides where it may be led. Safe for use by many threads. Methods
 * block the calling thread.
 */
public interface MediaTransfer {

  /**
   * Posts a body.
   *
   * @param length of the body in bytes
   * @throws IOException when no answer came
   */
  Answer post(URI to, MediaSource body, long length) throws IOException;

  /**
   * Asks for bytes.
   *
   * @param offset from where on; 0 for everything
   * @throws IOException when no answer came
   */
  Answer get(URI from, long offset) throws IOException;

  /**
   * What a host answered.
   *
   * @param location where a redirect leads
   * @param start the offset of the first byte of the body in the whole
   * @param length bytes of the body, when told
   * @param body closing it ends the transfer; may be closed by another thread, which wakes a reader
   */
  record Answer(
      int status, Optional<String> location, long start, OptionalLong length, InputStream body)
      implements AutoCloseable {

    @Override
    public void close() throws IOException {
      body.close();
    }
  }
}

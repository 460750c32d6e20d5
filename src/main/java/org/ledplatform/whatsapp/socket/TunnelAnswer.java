package org.ledplatform.whatsapp.socket;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a server answered through a {@link TunnelHttp}.
 *
 * @param headers names in lower case
 * @param length bytes of the body, when told
 * @param body closing it ends the connection; may be closed by another thread, which wakes a reader
 */
public record TunnelAnswer(
    int status, Map<String, String> headers, OptionalLong length, InputStream body)
    implements AutoCloseable {

  public TunnelAnswer {
    headers = Map.copyOf(headers);
  }

  /** A header by its name in lower case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}

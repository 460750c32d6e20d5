package org.ledplatform.whatsapp.socket;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The status and the headers of an HTTP/1.1 answer, read byte by byte so that nothing behind them
 * is taken. At most 16 KiB.
 *
 * @param headers names in lower case
 */
record HttpHead(int status, Map<String, String> headers) {

  private static final int MOST_BYTES = 16 * 1024;
  private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding");

  HttpHead {
    headers = Map.copyOf(headers);
  }

  /**
   * Reads up to the empty line.
   *
   * @throws IOException when it is no HTTP answer, too long, or the connection ends
   */
  static HttpHead read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!endsWithEmptyLine(head)) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the connection ended within an HTTP answer");
      }
      head.append((char) next);
      if (head.length() > MOST_BYTES) {
        throw new IOException("an HTTP answer has too many headers");
      }
    }
    List<String> lines = head.toString().lines().toList();
    Map<String, String> headers = new HashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        add(headers, line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    return new HttpHead(status(lines.getFirst()), headers);
  }

  /** The last one counts, except where two would leave open where the body ends. */
  private static void add(Map<String, String> headers, String name, String value)
      throws IOException {
    String key = name.strip().toLowerCase(Locale.ROOT);
    String before = headers.put(key, value);
    if (before != null && !before.equals(value) && FRAMING.contains(key)) {
      throw new IOException("an HTTP answer does not say where its body ends");
    }
  }

  /** A header by its name in lower case. */
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  private static boolean endsWithEmptyLine(StringBuilder head) {
    int length = head.length();
    return length >= 4 && head.substring(length - 4).equals("\r\n\r\n");
  }

  private static int status(String line) throws IOException {
    if (!line.matches("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?")) {
      throw new IOException("something that is no HTTP server answered");
    }
    return Integer.parseInt(line.substring(9, 12));
  }
}

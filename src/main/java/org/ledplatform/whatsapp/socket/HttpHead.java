package org.ledplatform.whatsapp.socket;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The status and the headers of an HTTP/1.1 answer, read byte by byte so that nothing behind them
 * is taken. At most 16 KiB.
 *
 * @param headers names in lower case
 */
record HttpHead(int status, Map<String, String> headers) {

  private static final int MOST_BYTES = 16 * 1024;

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
        String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        headers.put(name, line.substring(colon + 1).strip());
      }
    }
    return new HttpHead(status(lines.getFirst()), headers);
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

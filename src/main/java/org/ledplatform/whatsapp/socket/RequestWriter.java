package org.ledplatform.whatsapp.socket;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Writes requests of HTTP/1.1 (RFC 9112 §3), their bodies in pieces of 16 KiB. */
final class RequestWriter {

  private static final int PIECE = 16 * 1024;

  private RequestWriter() {}

  /** The server takes no more of the body. */
  static final class RefusedBodyException extends IOException {

    private static final long serialVersionUID = 1L;

    RefusedBodyException(IOException cause) {
      super("the server took no more of what was sent", cause);
    }
  }

  /**
   * Writes one.
   *
   * @param address the request's, in ASCII
   * @throws RefusedBodyException when the connection breaks within the body
   */
  static void write(TunnelRequest request, URI address, OutputStream out) throws IOException {
    out.write(head(request, address).getBytes(StandardCharsets.US_ASCII));
    if (request.body().isPresent()) {
      copy(request.body().get(), out);
    }
    out.flush();
  }

  private static String head(TunnelRequest request, URI address) {
    String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
    String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
    StringBuilder head = new StringBuilder();
    head.append(request.body().isPresent() ? "POST " : "GET ").append(path).append(query);
    String port = address.getPort() < 0 ? "" : ":" + address.getPort();
    head.append(" HTTP/1.1\r\nHost: ").append(address.getHost()).append(port).append("\r\n");
    request.headers().forEach((name, value) -> field(head, name, value));
    request.body().ifPresent(body -> field(head, "Content-Length", Long.toString(body.length())));
    return head.append("Connection: close\r\n\r\n").toString();
  }

  private static void field(StringBuilder head, String name, String value) {
    if (!(name + value).chars().allMatch(c -> c >= ' ' && c < 127)) {
      throw new IllegalArgumentException("A header has printable characters only");
    }
    head.append(name).append(": ").append(value).append("\r\n");
  }

  private static void copy(TunnelRequest.Body body, OutputStream out) throws IOException {
    byte[] piece = new byte[PIECE];
    long left = body.length();
    while (left > 0) {
      int count = body.bytes().read(piece, 0, (int) Math.min(PIECE, left));
      if (count < 0) {
        throw new IOException("what is to be sent is shorter than it was said to be");
      }
      write(out, piece, count);
      left -= count;
    }
  }

  private static void write(OutputStream out, byte[] piece, int count) throws IOException {
    try {
      out.write(piece, 0, count);
    } catch (IOException e) {
      throw new RefusedBodyException(e);
    }
  }
}

package org.ledplatform.whatsapp.socket;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * HTTP/1.1 through a {@link Tunnel}: one connection for each request, bodies streamed both ways in
 * pieces of 16 KiB, no redirects followed and nothing kept (decision 0020). Safe for use by many
 * threads; blocks.
 */
public final class TunnelHttp {

  private static final int PIECE = 16 * 1024;

  /** Answers such as 100 that come before the answer itself. */
  private static final int MOST_INTERIM = 8;

  private final Tunnel tunnel;
  private final Optional<SSLContext> trust;

  /**
   * @param trust for {@code https}; whom the JDK trusts when empty
   */
  public TunnelHttp(Tunnel tunnel, Optional<SSLContext> trust) {
    this.tunnel = tunnel;
    this.trust = trust;
  }

  /**
   * Asks.
   *
   * @throws IOException when no answer came, or none that is HTTP
   */
  public TunnelAnswer send(TunnelRequest request) throws IOException {
    URI address = URI.create(request.address().toASCIIString());
    boolean secure = "https".equals(address.getScheme());
    if (address.getHost() == null || (!secure && !"http".equals(address.getScheme()))) {
      throw new IOException("an address of HTTP begins with https:// or http:// and a host");
    }
    int port = address.getPort() >= 0 ? address.getPort() : secure ? 443 : 80;
    Socket raw = tunnel.open(address.getHost(), port);
    Deadline deadline = new Deadline(raw, request.patience());
    try {
      raw.setSoTimeout(Math.toIntExact(request.patience().toMillis()));
      Socket socket = secure ? Tls.over(raw, address.getHost(), port, trust) : raw;
      return answer(request, address, new Line(raw, socket, deadline));
    } catch (IOException e) {
      end(raw, deadline);
      throw deadline.explain(e);
    } catch (RuntimeException e) {
      end(raw, deadline);
      throw e;
    }
  }

  private static void end(Socket raw, Deadline deadline) throws IOException {
    deadline.close();
    raw.close();
  }

  /**
   * A connection with a request on it.
   *
   * @param raw what to close: TLS over it waits for those who write
   */
  private record Line(Socket raw, Socket socket, Deadline deadline) {}

  private static TunnelAnswer answer(TunnelRequest request, URI address, Line line)
      throws IOException {
    BufferedInputStream in = new BufferedInputStream(line.socket().getInputStream(), PIECE);
    HttpHead head = exchange(request, address, line.socket().getOutputStream(), in);
    InputStream body = HttpBody.of(head, in);
    if (!request.untilEnd()) {
      line.deadline().close();
    }
    return new TunnelAnswer(
        head.status(), head.headers(), HttpBody.length(head), new LastBody(body, line));
  }

  /** A server that refuses a body need not read it: its answer counts, not the broken pipe. */
  private static HttpHead exchange(
      TunnelRequest request, URI address, OutputStream out, InputStream in) throws IOException {
    try {
      RequestWriter.write(request, address, out);
    } catch (RequestWriter.RefusedBodyException e) {
      return early(in, e);
    }
    return finalHead(in);
  }

  private static HttpHead early(InputStream in, RequestWriter.RefusedBodyException broken)
      throws IOException {
    try {
      return finalHead(in);
    } catch (IOException e) {
      broken.addSuppressed(e);
      throw broken;
    }
  }

  private static HttpHead finalHead(InputStream in) throws IOException {
    for (int i = 0; i < MOST_INTERIM; i++) {
      HttpHead head = HttpHead.read(in);
      if (head.status() >= 200) {
        return head;
      }
    }
    throw new IOException("the server answers and answers and never says what");
  }

  /** A body after which the connection has no use. */
  private static final class LastBody extends FilterInputStream {

    private final Line line;

    LastBody(InputStream body, Line line) {
      super(body);
      this.line = line;
    }

    @Override
    public void close() throws IOException {
      end(line.raw(), line.deadline());
    }
  }
}

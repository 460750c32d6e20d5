package org.ledplatform.whatsapp.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;

/**
 * Media over the HTTP client of the JDK, without a proxy. Bodies stream both ways. Safe for use by
 * many threads; one object serves all clients.
 */
public final class JdkMediaTransfer implements MediaTransfer {

  static final String ORIGIN = "https://web.whatsapp.com";

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

  /** An upload over a slower line than this is given up. */
  private static final long LEAST_BYTES_A_SECOND = 16 * 1024;

  private final HttpClient http;

  /**
   * @param tls whom to trust; whom the JDK trusts when empty
   * @param executor runs the JDK's callbacks; it must have more threads than wait in this object
   */
  public JdkMediaTransfer(Optional<SSLContext> tls, Executor executor) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(CONNECT_TIMEOUT)
            .executor(executor);
    tls.ifPresent(builder::sslContext);
    this.http = builder.build();
  }

  @Override
  public Answer post(URI to, MediaSource body, long length) throws IOException {
    HttpRequest.BodyPublisher stream = BodyPublishers.ofInputStream(() -> opened(body));
    return answered(
        request(to)
            .timeout(patience(length))
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.fromPublisher(stream, length))
            .build());
  }

  /** For an upload of so many bytes and its answer; for the head of a download with none. */
  static Duration patience(long length) {
    return ANSWER_TIMEOUT.plusSeconds(length / LEAST_BYTES_A_SECOND);
  }

  private static InputStream opened(MediaSource body) {
    try {
      return body.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Answer get(URI from, long offset) throws IOException {
    HttpRequest.Builder builder = request(from).timeout(patience(0));
    if (offset > 0) {
      builder.header("Range", "bytes=" + offset + "-");
    }
    return answered(builder.build());
  }

  private static HttpRequest.Builder request(URI address) {
    return HttpRequest.newBuilder(address).header("Origin", ORIGIN);
  }

  private Answer answered(HttpRequest request) throws IOException {
    try {
      HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Location"),
          response.statusCode() == 206 ? start(response) : 0,
          response.headers().firstValueAsLong("Content-Length"),
          response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while a media host was asked", e);
    } catch (UncheckedIOException e) {
      throw new IOException("The file to send cannot be read", e);
    }
  }

  private static long start(HttpResponse<InputStream> response) throws IOException {
    try {
      return ContentRange.start(response.headers().firstValue("Content-Range").orElse(""));
    } catch (IOException e) {
      response.body().close();
      throw e;
    }
  }
}

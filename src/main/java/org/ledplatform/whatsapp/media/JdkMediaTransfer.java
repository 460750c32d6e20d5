package org.ledplatform.whatsapp.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * Media over the HTTP client of the JDK. Bodies stream both ways. Safe for use by many threads; one
 * object serves all clients that use the same proxy.
 */
public final class JdkMediaTransfer implements MediaTransfer {

  private static final String ORIGIN = "https://web.whatsapp.com";
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

  /** An upload over a slower line than this is given up. */
  private static final long LEAST_BYTES_A_SECOND = 16 * 1024;

  private static final Pattern RANGE = Pattern.compile("bytes ([0-9]{1,18})-.*");

  private final HttpClient http;

  /**
   * @param tls whom to trust; whom the JDK trusts when empty
   * @param proxy the way to the hosts; direct when empty
   * @param executor runs the JDK's callbacks; it must have more threads than wait in this object
   */
  public JdkMediaTransfer(
      Optional<SSLContext> tls, Optional<ProxySelector> proxy, Executor executor) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(proxy.orElse(HttpClient.Builder.NO_PROXY))
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
            .timeout(ANSWER_TIMEOUT.plusSeconds(length / LEAST_BYTES_A_SECOND))
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.fromPublisher(stream, length))
            .build());
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
    HttpRequest.Builder builder = request(from).timeout(ANSWER_TIMEOUT);
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
    String range = response.headers().firstValue("Content-Range").orElse("");
    Matcher matcher = RANGE.matcher(range);
    if (!matcher.matches()) {
      response.body().close();
      throw new IOException("A media host sent a part without saying which");
    }
    return Long.parseLong(matcher.group(1));
  }
}

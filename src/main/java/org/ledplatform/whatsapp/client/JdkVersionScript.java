package org.ledplatform.whatsapp.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The script as the HTTP client of the JDK fetches it. */
public final class JdkVersionScript implements VersionScript {

  private final URI address;
  private final HttpClient http;

  /**
   * @param http must not follow redirects to elsewhere
   */
  public JdkVersionScript(URI address, HttpClient http) {
    this.address = address;
    this.http = http;
  }

  @Override
  public Optional<byte[]> fetch(Duration patience, int most) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(patience);
    HEADERS.forEach(request::header);
    CompletableFuture<HttpResponse<byte[]>> asked =
        http.sendAsync(
            request.build(),
            HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), most));
    try {
      HttpResponse<byte[]> response = asked.get(patience.toSeconds(), TimeUnit.SECONDS);
      return Optional.of(response).filter(r -> r.statusCode() == 200).map(HttpResponse::body);
    } catch (ExecutionException | TimeoutException _) {
      asked.cancel(true);
      return Optional.empty();
    } catch (InterruptedException _) {
      asked.cancel(true);
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}

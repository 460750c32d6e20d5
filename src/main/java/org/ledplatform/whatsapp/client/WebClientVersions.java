package org.ledplatform.whatsapp.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Learns the version of WhatsApp Web from the script that every browser loads there: its {@code
 * client_revision} is the last part of the version. Asked only after a refusal, one request at a
 * time for all clients; whoever waited meanwhile gets what was learned. What cannot be learned
 * within ten seconds and two megabytes is not learned.
 */
public final class WebClientVersions implements ClientVersions {

  private static final Pattern REVISION =
      Pattern.compile("\\\\?\"client_revision\\\\?\"\\s{0,4}:\\s{0,4}(\\d{5,10})");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_BYTES = 2 * 1024 * 1024;

  private final URI script;
  private final HttpClient http;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile ClientVersion known;

  /**
   * @param first what to say until something newer is learned
   * @param script such as {@code https://web.whatsapp.com/sw.js}
   * @param http must not follow redirects to elsewhere
   */
  public WebClientVersions(ClientVersion first, URI script, HttpClient http) {
    this.known = first;
    this.script = script;
    this.http = http;
  }

  @Override
  public ClientVersion now() {
    return known;
  }

  @Override
  public Optional<ClientVersion> newerThan(ClientVersion refused) {
    asking.lock();
    try {
      if (newer(known, refused)) {
        return Optional.of(known);
      }
      Optional<ClientVersion> learned = fetch().filter(version -> newer(version, refused));
      learned.ifPresent(version -> known = version);
      return learned;
    } finally {
      asking.unlock();
    }
  }

  private Optional<ClientVersion> fetch() {
    HttpRequest request =
        HttpRequest.newBuilder(script)
            .timeout(PATIENCE)
            .header("Sec-Fetch-Site", "none")
            .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Chrome/148.0.0.0 Safari/537.36")
            .build();
    CompletableFuture<HttpResponse<byte[]>> asked =
        http.sendAsync(
            request,
            HttpResponse.BodyHandlers.limiting(
                HttpResponse.BodyHandlers.ofByteArray(), MOST_BYTES));
    try {
      HttpResponse<byte[]> response = asked.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return response.statusCode() == 200 ? read(response.body()) : Optional.empty();
    } catch (ExecutionException | TimeoutException _) {
      asked.cancel(true);
      return Optional.empty();
    } catch (InterruptedException _) {
      asked.cancel(true);
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private Optional<ClientVersion> read(byte[] body) {
    Matcher revision = REVISION.matcher(new String(body, StandardCharsets.UTF_8));
    if (!revision.find()) {
      return Optional.empty();
    }
    long number = Long.parseLong(revision.group(1));
    return number > Integer.MAX_VALUE
        ? Optional.empty()
        : Optional.of(new ClientVersion(known.primary(), known.secondary(), (int) number));
  }

  private static boolean newer(ClientVersion one, ClientVersion other) {
    return one.tertiary() > other.tertiary();
  }
}

package org.ledplatform.sandbox.media;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the hosts do (protocol §10.3, §10.4): take blobs, and give blobs and pictures. */
final class MediaPaths implements HttpHandler {

  static final String UPLOADS = "/mms/";
  static final String BLOBS = "/v/t62/";
  static final String PICTURES = "/pps/";
  private static final System.Logger LOG = System.getLogger(MediaPaths.class.getName());
  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,15})-([0-9]{0,15})");

  private final MediaBlobs blobs;
  private final MediaTokens tokens;
  private final Function<String, Optional<byte[]>> pictures;
  private final String host;

  /**
   * @param pictures the picture with an id
   * @param host {@code name:port}, as clients reach it
   */
  MediaPaths(
      MediaBlobs blobs,
      MediaTokens tokens,
      Function<String, Optional<byte[]>> pictures,
      String host) {
    this.blobs = blobs;
    this.tokens = tokens;
    this.pictures = pictures;
    this.host = host;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        dispatch(exchange, exchange.getRequestURI().getPath());
      } catch (MediaRefused e) {
        empty(exchange, e.status());
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "A request to the media host failed", e);
        empty(exchange, 500);
      }
    }
  }

  private static void empty(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
  }

  private void dispatch(HttpExchange exchange, String path) throws IOException {
    String method = exchange.getRequestMethod();
    if (method.equals("POST") && path.startsWith(UPLOADS)) {
      upload(exchange, path.substring(path.lastIndexOf('/') + 1));
    } else if (method.equals("GET") && path.startsWith(BLOBS)) {
      blob(exchange, path.substring(BLOBS.length()));
    } else if (method.equals("GET") && path.startsWith(PICTURES)) {
      picture(exchange, path.substring(PICTURES.length()));
    } else {
      throw new MediaRefused(404, "There is no such path");
    }
  }

  private void upload(HttpExchange exchange, String token) throws IOException {
    String tenant = tokens.tenant(parameter(exchange, "auth"));
    Blob blob = blobs.take(tenant, token, exchange.getRequestBody());
    String path = pathOf(blob);
    byte[] json =
        "{\"url\":\"https://%s%s\",\"direct_path\":\"%s\",\"handle\":\"%s\"}"
            .formatted(host, path, path, blob.id())
            .getBytes(StandardCharsets.UTF_8);
    send(exchange, 200, "application/json", json);
  }

  /** Where a blob is; with a query, because clients add to it. */
  static String pathOf(Blob blob) {
    return BLOBS + blob.id() + "?ccb=11-4&_nc_sid=sandbox";
  }

  /** The id of the blob at a path; some text that is no id for any other path. */
  static String idOf(String directPath) {
    String path = directPath.split("\\?", 2)[0];
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private void blob(HttpExchange exchange, String id) throws IOException {
    Blob blob = blobs.find(id).orElseThrow(() -> new MediaRefused(404, "There is no such blob"));
    if (!blob.listed()) {
      throw new MediaRefused(410, "The blob is gone");
    }
    boolean part = exchange.getRequestHeaders().containsKey("Range");
    Range range = part ? range(exchange, blob) : new Range(0, blob.length() - 1);
    if (part) {
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + blob.length());
    }
    give(exchange, blob, part ? 206 : 200, range);
  }

  /** Both ends belong to it. */
  private record Range(long first, long last) {}

  private static Range range(HttpExchange exchange, Blob blob) {
    Matcher asked = RANGE.matcher(exchange.getRequestHeaders().getFirst("Range"));
    if (asked.matches()) {
      long end = blob.length() - 1;
      long first = Long.parseLong(asked.group(1));
      long last = asked.group(2).isEmpty() ? end : Math.min(end, Long.parseLong(asked.group(2)));
      if (first <= last) {
        return new Range(first, last);
      }
    }
    throw new MediaRefused(416, "There is no such range");
  }

  private static void give(HttpExchange exchange, Blob blob, int status, Range range)
      throws IOException {
    long length = range.last() - range.first() + 1;
    try (InputStream in = Files.newInputStream(blob.file())) {
      in.skipNBytes(range.first());
      exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
      exchange.sendResponseHeaders(status, length);
      byte[] chunk = new byte[16 * 1024];
      for (long left = length; left > 0; ) {
        int n = in.read(chunk, 0, (int) Math.min(chunk.length, left));
        exchange.getResponseBody().write(chunk, 0, n);
        left -= n;
      }
    } catch (NoSuchFileException _) {
      throw new MediaRefused(404, "The blob went away in between");
    }
  }

  private void picture(HttpExchange exchange, String id) throws IOException {
    byte[] jpeg =
        pictures.apply(id).orElseThrow(() -> new MediaRefused(404, "There is no such picture"));
    send(exchange, 200, "image/jpeg", jpeg);
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static String parameter(HttpExchange exchange, String name) {
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    return Arrays.stream(query.split("&", -1))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
        .findFirst()
        .orElse("");
  }
}

package org.ledplatform.whatsapp.media;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.whatsapp.socket.TunnelAnswer;
import org.ledplatform.whatsapp.socket.TunnelHttp;
import org.ledplatform.whatsapp.socket.TunnelRequest;

/**
 * Media through a proxy: nothing goes around it. Bodies stream both ways. Safe for use by many
 * threads.
 */
public final class TunnelMediaTransfer implements MediaTransfer {

  private static final Map<String, String> HEADERS = Map.of("Origin", JdkMediaTransfer.ORIGIN);

  private final TunnelHttp http;

  public TunnelMediaTransfer(TunnelHttp http) {
    this.http = http;
  }

  @Override
  public Answer post(URI to, MediaSource body, long length) throws IOException {
    try (InputStream bytes = body.open()) {
      return answered(
          TunnelRequest.get(to, JdkMediaTransfer.patience(length))
              .with(
                  Map.of(
                      "Origin",
                      JdkMediaTransfer.ORIGIN,
                      "Content-Type",
                      "application/octet-stream"))
              .posting(new TunnelRequest.Body(bytes, length))
              .answeredWholly());
    }
  }

  @Override
  public Answer get(URI from, long offset) throws IOException {
    TunnelRequest request = TunnelRequest.get(from, JdkMediaTransfer.patience(0)).with(HEADERS);
    return answered(
        offset > 0
            ? request.with(
                Map.of("Origin", JdkMediaTransfer.ORIGIN, "Range", "bytes=" + offset + "-"))
            : request);
  }

  private Answer answered(TunnelRequest request) throws IOException {
    TunnelAnswer answer = http.send(request);
    try {
      long start =
          answer.status() == 206
              ? ContentRange.start(answer.header("content-range").orElse(""))
              : 0;
      Optional<String> location = answer.header("location");
      return new Answer(answer.status(), location, start, answer.length(), answer.body());
    } catch (IOException e) {
      answer.close();
      throw e;
    }
  }
}

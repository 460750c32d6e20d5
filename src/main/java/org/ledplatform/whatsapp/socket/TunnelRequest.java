package org.ledplatform.whatsapp.socket;

import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One request of {@link TunnelHttp}.
 *
 * @param address {@code https://…} or {@code http://…}
 * @param headers besides those of the protocol itself; names and values of printable ASCII
 * @param body posted when it is there; otherwise the request is a GET
 * @param patience until the head of the answer is there
 * @param untilEnd whether the patience is for the body of the answer as well
 */
public record TunnelRequest(
    URI address,
    Map<String, String> headers,
    Optional<Body> body,
    Duration patience,
    boolean untilEnd) {

  public TunnelRequest {
    headers = Map.copyOf(headers);
  }

  /**
   * What is posted.
   *
   * @param bytes read once; whoever made it closes it
   * @param length how many bytes it has
   */
  public record Body(InputStream bytes, long length) {}

  /** What is to be read there. */
  public static TunnelRequest get(URI address, Duration patience) {
    return new TunnelRequest(address, Map.of(), Optional.empty(), patience, false);
  }

  /** The same with these headers. */
  public TunnelRequest with(Map<String, String> other) {
    return new TunnelRequest(address, other, body, patience, untilEnd);
  }

  /** The same with a body that is posted. */
  public TunnelRequest posting(Body bytes) {
    return new TunnelRequest(address, headers, Optional.of(bytes), patience, untilEnd);
  }

  /** The same with patience for the whole answer. */
  public TunnelRequest answeredWholly() {
    return new TunnelRequest(address, headers, body, patience, true);
  }

  /** Addresses of media hosts hold what lets us upload, so logs see none of it. */
  @Override
  public String toString() {
    return "TunnelRequest[…]";
  }
}

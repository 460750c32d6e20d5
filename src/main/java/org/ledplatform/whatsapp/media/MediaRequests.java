package org.ledplatform.whatsapp.media;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.ledplatform.whatsapp.media.MediaTransfer.Answer;

/** Requests that follow redirects, at most five and only to where we may go. */
final class MediaRequests {

  private static final int MOST_REDIRECTS = 5;

  private final MediaTransfer transfer;
  private final MediaRoutes routes;

  MediaRequests(MediaTransfer transfer, MediaRoutes routes) {
    this.transfer = transfer;
    this.routes = routes;
  }

  private interface Request {
    Answer to(URI address) throws IOException;
  }

  Answer post(URI to, MediaSource body, long length) throws IOException {
    return follow(to, address -> transfer.post(address, body, length));
  }

  Answer get(URI from, long offset) throws IOException {
    return follow(from, address -> transfer.get(address, offset));
  }

  private Answer follow(URI first, Request request) throws IOException {
    URI address = first;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      Answer answer = request.to(address);
      if (answer.status() < 300 || answer.status() >= 400) {
        return answer;
      }
      answer.close();
      URI from = address;
      Optional<URI> next = answer.location().flatMap(to -> routes.redirected(from, to));
      address =
          next.orElseThrow(() -> new IOException("A media host redirected to where we do not go"));
    }
    throw new IOException("A media host redirected more than " + MOST_REDIRECTS + " times");
  }
}

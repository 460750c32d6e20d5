package org.ledplatform.whatsapp.client;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.ledplatform.whatsapp.media.MediaHosts;

/**
 * Which media hosts there are: asked once for everybody who wants to know, and remembered for as
 * long as the network said (protocol §10.2). Safe for use by many threads.
 */
final class MediaHostSupply {

  private final Inquiries network;
  private final Clock clock;
  private Optional<CompletableFuture<MediaHosts>> asked = Optional.empty();

  MediaHostSupply(Inquiries network, Clock clock) {
    this.network = network;
    this.clock = clock;
  }

  /** The hosts as known, or as asked now. */
  synchronized CompletableFuture<MediaHosts> current() {
    asked = asked.filter(this::usable);
    CompletableFuture<MediaHosts> hosts = asked.orElseGet(this::ask);
    asked = Optional.of(hosts);
    return hosts;
  }

  /** These were refused: the next question goes to the network, unless somebody asked already. */
  synchronized CompletableFuture<MediaHosts> insteadOf(MediaHosts refused) {
    asked = asked.filter(hosts -> !hosts.isDone() || hosts.getNow(refused) != refused);
    return current();
  }

  private boolean usable(CompletableFuture<MediaHosts> hosts) {
    if (!hosts.isDone()) {
      return true;
    }
    return !hosts.isCompletedExceptionally() && hosts.join().expiresAt().isAfter(clock.instant());
  }

  private CompletableFuture<MediaHosts> ask() {
    return network
        .ask(MediaHosts.question(), answer -> MediaHosts.of(answer, clock.instant()))
        .toCompletableFuture();
  }
}

package org.ledplatform.whatsapp.client;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.ledplatform.whatsapp.content.MessageName;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.media.MediaGoneException;
import org.ledplatform.whatsapp.media.MediaReference;
import org.ledplatform.whatsapp.media.MediaRetry;
import org.ledplatform.whatsapp.media.MediaUnavailableException;
import org.ledplatform.whatsapp.node.Node;

/**
 * Asks our phone to put files on the hosts again (protocol §10.5). Safe for use by many threads.
 */
final class MediaRetries {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MOST = 1_000;

  private final Inquiries network;
  private final Clock clock;
  private final SecureRandom random;
  private final Map<Place, Waiting> waiting = new ConcurrentHashMap<>();

  /** Ids are chosen by senders: two chats can have the same. */
  private record Place(Jid chat, String id) {
    static Place of(MessageName message) {
      return new Place(message.chat(), message.id());
    }
  }

  private record Waiting(
      MediaReference reference, Instant until, CompletableFuture<MediaReference> moved) {}

  MediaRetries(Inquiries network, Clock clock, SecureRandom random) {
    this.network = network;
    this.clock = clock;
    this.random = random;
  }

  /** The file at its new place; two who ask for one message get one answer. */
  CompletableFuture<MediaReference> ask(MediaReference reference, MessageName message) {
    if (waiting.size() >= MOST) {
      return CompletableFuture.failedFuture(
          new MediaUnavailableException("Too many files are being asked for"));
    }
    Waiting mine =
        new Waiting(reference, clock.instant().plus(PATIENCE), new CompletableFuture<>());
    Place place = Place.of(message);
    Optional<Waiting> earlier = Optional.ofNullable(waiting.putIfAbsent(place, mine));
    if (earlier.isPresent()) {
      return earlier.get().moved();
    }
    var _ = mine.moved().whenComplete((_, _) -> waiting.remove(place, mine));
    var _ =
        network
            .<Boolean>through(
                (parts, reply) -> {
                  parts.send(question(parts.self().jid().withoutDevice(), reference, message));
                  reply.answered(true);
                })
            .exceptionally(
                failure -> {
                  mine.moved().completeExceptionally(failure);
                  return false;
                });
    return mine.moved();
  }

  private Node question(Jid phone, MediaReference reference, MessageName message) {
    return Node.of(
            "receipt",
            MediaRetry.question(reference.mediaKey(), message.id(), random),
            Node.of("rmr")
                .with("jid", message.chat())
                .with("from_me", String.valueOf(message.fromMe()))
                .with("participant", message.participant()))
        .with("id", message.id())
        .with("to", phone)
        .with("type", "server-error");
  }

  /** Our phone answered; what it says counts only when it knows the file's key. */
  void told(Node notification) {
    String id = notification.attribute("id").orElse("");
    asked(id, notification.child("rmr").flatMap(about -> about.jid("jid")))
        .ifPresent(
            asked ->
                MediaRetry.outcome(asked.reference().mediaKey(), id, notification)
                    .ifPresent(outcome -> settle(asked, outcome)));
  }

  /** The one of the chat that is named, or the only one: the phone may know the chat otherwise. */
  private Optional<Waiting> asked(String id, Optional<Jid> chat) {
    Optional<Waiting> named =
        chat.flatMap(jid -> Optional.ofNullable(waiting.get(new Place(jid.withoutDevice(), id))));
    if (named.isPresent()) {
      return named;
    }
    List<Waiting> all =
        waiting.entrySet().stream()
            .filter(entry -> entry.getKey().id().equals(id))
            .map(Map.Entry::getValue)
            .toList();
    return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
  }

  private static void settle(Waiting asked, MediaRetry.Outcome outcome) {
    switch (outcome) {
      case MediaRetry.Outcome.Moved(String path) ->
          asked.moved().complete(asked.reference().movedTo(path));
      case MediaRetry.Outcome.NotFound _ ->
          asked
              .moved()
              .completeExceptionally(
                  new MediaGoneException("The phone does not have the file any more"));
      case MediaRetry.Outcome.Failed _ ->
          asked
              .moved()
              .completeExceptionally(
                  new MediaUnavailableException("The phone could not upload the file again"));
    }
  }

  /** Gives up on phones that say nothing, such as one that is switched off. */
  void tick() {
    Instant now = clock.instant();
    waiting.values().stream()
        .filter(asked -> !now.isBefore(asked.until()))
        .forEach(
            asked ->
                asked
                    .moved()
                    .completeExceptionally(
                        new MediaUnavailableException("The phone did not answer in time")));
  }
}

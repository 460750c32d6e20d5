package org.ledplatform.whatsapp.client;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.ledplatform.whatsapp.content.Image;
import org.ledplatform.whatsapp.content.MessageName;
import org.ledplatform.whatsapp.media.HostsRefusedException;
import org.ledplatform.whatsapp.media.MediaAccess;
import org.ledplatform.whatsapp.media.MediaDownload;
import org.ledplatform.whatsapp.media.MediaException;
import org.ledplatform.whatsapp.media.MediaGoneException;
import org.ledplatform.whatsapp.media.MediaHosts;
import org.ledplatform.whatsapp.media.MediaKind;
import org.ledplatform.whatsapp.media.MediaReference;
import org.ledplatform.whatsapp.media.MediaSink;
import org.ledplatform.whatsapp.media.MediaSource;
import org.ledplatform.whatsapp.media.MediaTooLargeException;
import org.ledplatform.whatsapp.media.MediaUnavailableException;
import org.ledplatform.whatsapp.media.MediaUpload;
import org.ledplatform.whatsapp.media.StallWatch;
import org.ledplatform.whatsapp.media.Thumbnailer;
import org.ledplatform.whatsapp.media.Thumbnailer.Thumbnail;
import org.ledplatform.whatsapp.node.Node;

/**
 * Sends and fetches files (protocol §10). Three move at a time, each on a thread of the executor
 * and in the same memory whatever its size; the others wait their turn. Safe for use by many
 * threads.
 *
 * <p>Results fail with a {@link MediaException}, whose message is for people, or with a {@link
 * org.ledplatform.whatsapp.stanza.QueryFailedException} when the client is not online.
 */
public final class Media {

  private static final int AT_ONCE = 3;
  private static final int KEY_LENGTH = 32;

  /** What is handed over as an array is kept in memory. */
  private static final int MOST_IN_MEMORY = 16 * 1024 * 1024;

  private final Optional<MediaAccess> access;
  private final Thumbnailer thumbnailer;
  private final MediaHostSupply hosts;
  private final MediaRetries retries;
  private final StallWatch watch;
  private final List<SerialQueue> lanes;
  private final AtomicInteger turn = new AtomicInteger();
  private final Clock clock;
  private final SecureRandom random;

  Media(
      Optional<MediaAccess> access,
      Thumbnailer thumbnailer,
      Inquiries network,
      Executor executor,
      Clock clock,
      SecureRandom random) {
    this.access = access;
    this.thumbnailer = thumbnailer;
    this.hosts = new MediaHostSupply(network, clock);
    this.retries = new MediaRetries(network, clock, random);
    this.watch = new StallWatch(clock);
    this.lanes = Stream.generate(() -> new SerialQueue(executor)).limit(AT_ONCE).toList();
    this.clock = clock;
    this.random = random;
  }

  /**
   * A file that is on the hosts now.
   *
   * @param sidecar for {@code Video} and {@code Audio}; empty for other kinds
   * @param thumbnail of a picture, where one could be made
   */
  public record Uploaded(MediaReference reference, byte[] sidecar, Optional<Thumbnail> thumbnail) {

    /** The picture as it is sent, with its size and its small picture, as far as they are known. */
    public Image image(String mimetype, String caption) {
      return new Image(
          reference,
          mimetype,
          caption,
          thumbnail.map(Thumbnail::width).orElse(0),
          thumbnail.map(Thumbnail::height).orElse(0),
          thumbnail.map(small -> ByteString.copyFrom(small.jpeg())).orElse(ByteString.EMPTY));
    }
  }

  /**
   * Uploads a file under a key of its own. The source is read at least twice, a picture once more.
   */
  public CompletionStage<Uploaded> upload(MediaKind kind, MediaSource source) {
    byte[] key = new byte[KEY_LENGTH];
    random.nextBytes(key);
    return upload(kind, source, key);
  }

  /**
   * Uploads a file under a key that is given: the large thumbnail of a document goes under the key
   * of the document.
   *
   * @param mediaKey 32 bytes, used for no other file of this kind
   */
  public CompletionStage<Uploaded> upload(MediaKind kind, MediaSource source, byte[] mediaKey) {
    return CompletableFuture.supplyAsync(() -> new MediaUpload(kind, mediaKey, source), lane())
        .thenCompose(
            upload ->
                withHosts((way, names) -> upload.send(way, names, clock.instant()))
                    .thenApplyAsync(
                        reference ->
                            new Uploaded(
                                reference, upload.facts().sidecar(), thumbnail(kind, source)),
                        lane()))
        .minimalCompletionStage();
  }

  /** Stickers are WebP, which nobody here decodes. */
  private Optional<Thumbnail> thumbnail(MediaKind kind, MediaSource source) {
    return kind == MediaKind.IMAGE ? thumbnailer.of(source) : Optional.empty();
  }

  /**
   * Fetches a file into a sink, which is opened when everything was checked. It fails with a {@link
   * MediaGoneException} when the hosts do not have it; {@link #askAgain} may bring it back.
   */
  public CompletionStage<Void> download(MediaReference reference, MediaSink sink) {
    return fetched(reference, sink).minimalCompletionStage();
  }

  /**
   * Fetches a file of a message, and has our phone upload it again when the hosts lost it.
   *
   * @param message which carried the reference
   */
  public CompletionStage<Void> download(
      MediaReference reference, MessageName message, MediaSink sink) {
    return fetched(reference, sink)
        .exceptionallyCompose(
            failure ->
                cause(failure) instanceof MediaGoneException
                    ? retries.ask(reference, message).thenCompose(moved -> fetched(moved, sink))
                    : CompletableFuture.failedFuture(failure))
        .minimalCompletionStage();
  }

  /** Fetches a file of at most 16 MiB into memory. */
  public CompletionStage<byte[]> download(MediaReference reference) {
    if (reference.length() > MOST_IN_MEMORY) {
      return CompletableFuture.failedStage(new MediaTooLargeException(MOST_IN_MEMORY));
    }
    Bounded file = new Bounded();
    return fetched(reference, () -> file)
        .thenApply(_ -> file.toByteArray())
        .minimalCompletionStage();
  }

  /** Asks our phone to upload a file of a message again: the reference to where it is then. */
  public CompletionStage<MediaReference> askAgain(MediaReference reference, MessageName message) {
    return retries.ask(reference, message).minimalCompletionStage();
  }

  /** Fetches a picture that is not encrypted, at most {@code most} bytes. */
  CompletableFuture<byte[]> plain(String url, int most) {
    return withHosts((way, names) -> new MediaDownload(way, watch).plain(url, names, most));
  }

  private CompletableFuture<Void> fetched(MediaReference reference, MediaSink sink) {
    return withHosts(
            (way, names) -> {
              new MediaDownload(way, watch).fetch(reference, names, sink);
              return true;
            })
        .handle(
            (_, failure) -> {
              if (failure == null) {
                return null;
              }
              // Fresh hosts refuse as well: it is the address that nobody accepts any more.
              throw new CompletionException(
                  cause(failure) instanceof HostsRefusedException
                      ? new MediaGoneException()
                      : cause(failure));
            });
  }

  /** What is done with hosts, on a lane. */
  private interface Work<T> {
    T with(MediaAccess way, MediaHosts names);
  }

  private <T> CompletableFuture<T> withHosts(Work<T> work) {
    if (access.isEmpty()) {
      return CompletableFuture.failedFuture(
          new MediaUnavailableException("This client has no way to media hosts"));
    }
    MediaAccess way = access.get();
    return hosts.current().thenCompose(names -> attempt(names, way, work));
  }

  /** Once more with fresh hosts when these refuse us or cannot be reached (protocol §10.3). */
  private <T> CompletableFuture<T> attempt(MediaHosts names, MediaAccess way, Work<T> work) {
    Function<MediaHosts, T> on = given -> work.with(way, given);
    return CompletableFuture.supplyAsync(() -> on.apply(names), lane())
        .exceptionallyCompose(
            failure ->
                switch (cause(failure)) {
                  case HostsRefusedException _, MediaUnavailableException _ ->
                      hosts.insteadOf(names).thenApplyAsync(on, lane());
                  default -> CompletableFuture.failedFuture(failure);
                });
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  /** Why a file was not sent or fetched, without private data. */
  static String words(Throwable failure) {
    return String.valueOf(cause(failure).getMessage());
  }

  private SerialQueue lane() {
    return lanes.get(Math.floorMod(turn.getAndIncrement(), AT_ONCE));
  }

  /** Our phone spoke about a file. */
  void retried(Node notification) {
    retries.told(notification);
  }

  /** Gives up on what takes too long. */
  void tick() {
    lanes.forEach(SerialQueue::wake);
    watch.tick();
    retries.tick();
  }

  private static final class Bounded extends ByteArrayOutputStream {
    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
      if (size() + length > MOST_IN_MEMORY) {
        throw new MediaTooLargeException(MOST_IN_MEMORY);
      }
      super.write(bytes, from, length);
    }
  }
}

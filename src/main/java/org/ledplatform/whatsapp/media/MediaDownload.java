package org.ledplatform.whatsapp.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Optional;
import org.ledplatform.whatsapp.media.MediaTransfer.Answer;

/**
 * Fetches files (protocol §10.4). The blob is checked while it arrives and kept, encrypted as it
 * is, in a spool; when MAC, both hashes and the length were found good it is decrypted from there
 * into the sink. Stateless; methods block.
 */
public final class MediaDownload {

  private static final int CHUNK = 16 * 1024;

  /** How often a broken download goes on at the same host without having got a byte further. */
  private static final int MOST_BREAKS = 3;

  private final MediaAccess access;
  private final StallWatch watch;

  public MediaDownload(MediaAccess access, StallWatch watch) {
    this.access = access;
    this.watch = watch;
  }

  /**
   * Fetches one file from the first host that has it whole.
   *
   * @throws MediaCorruptedException when what the hosts have is not this file
   * @throws HostsRefusedException when they do not accept us
   * @throws MediaGoneException when they do not have it
   * @throws MediaUnavailableException when none could be reached
   * @throws UnreadableMediaException when the sink, or a temporary file, cannot be written
   */
  public void fetch(MediaReference reference, MediaHosts hosts, MediaSink sink) {
    MediaRoutes routes = new MediaRoutes(access.domains(), hosts);
    MediaRequests requests = new MediaRequests(access.transfer(), routes);
    Optional<MediaException> worst = Optional.empty();
    for (URI address : routes.forDownload(reference)) {
      try (Spool spool = new Spool(access.directory())) {
        receive(requests, address, new BlobCheck(reference), spool);
        deliver(reference, spool, sink);
        return;
      } catch (MediaCorruptedException
          | HostsRefusedException
          | MediaGoneException
          | MediaUnavailableException e) {
        worst = Optional.of(worst.filter(w -> weight(w) >= weight(e)).orElse(e));
      } catch (IOException e) {
        throw new UnreadableMediaException("A temporary file cannot be used", e);
      }
    }
    throw worst.orElseGet(
        () -> new MediaUnavailableException("The file is at a place where we do not go"));
  }

  /**
   * Fetches a file that is not encrypted, such as a profile picture.
   *
   * @param most bytes that are taken
   * @throws MediaException as {@link #fetch}; nothing but the size is checked
   */
  public byte[] plain(String url, MediaHosts hosts, int most) {
    MediaRoutes routes = new MediaRoutes(access.domains(), hosts);
    URI address =
        routes
            .allowed(url)
            .orElseThrow(
                () -> new MediaUnavailableException("The file is at a place where we do not go"));
    try (Answer answer = new MediaRequests(access.transfer(), routes).get(address, 0)) {
      begin(answer, 0);
      try (InputStream body = watch.watch(answer.body())) {
        byte[] bytes = body.readNBytes(most + 1);
        if (bytes.length > most) {
          throw new MediaTooLargeException(most);
        }
        return bytes;
      }
    } catch (IOException e) {
      throw new MediaUnavailableException("The media host did not give the file", e);
    }
  }

  /** What says most about the file, when hosts disagree. */
  private static int weight(MediaException e) {
    return switch (e) {
      case MediaCorruptedException _ -> 3;
      case HostsRefusedException _ -> 2;
      case MediaGoneException _ -> 1;
      default -> 0;
    };
  }

  private static void deliver(MediaReference reference, Spool spool, MediaSink sink) {
    try (InputStream blob = spool.open();
        OutputStream plain = sink.open()) {
      MediaCipher.decryptChecked(reference, blob, plain);
    } catch (IOException e) {
      throw new UnreadableMediaException("The file was fetched but cannot be written", e);
    }
  }

  /** Fetches from one host, going on where it broke off. */
  private void receive(MediaRequests requests, URI address, BlobCheck check, Spool spool) {
    int breaks = 0;
    while (true) {
      long before = check.length();
      try (Answer answer = requests.get(address, before)) {
        copy(answer, check, spool);
        check.finish();
        return;
      } catch (IOException e) {
        breaks = check.length() > before ? 1 : breaks + 1;
        if (breaks == MOST_BREAKS) {
          throw new MediaUnavailableException("The media host did not give the file", e);
        }
      }
    }
  }

  private void copy(Answer answer, BlobCheck check, Spool spool) throws IOException {
    long missing = check.length() - begin(answer, check.length());
    try (InputStream body = watch.watch(answer.body())) {
      byte[] chunk = new byte[CHUNK];
      long had = answer.start();
      for (int n = body.read(chunk); n >= 0; n = body.read(chunk)) {
        had += n;
        int old = (int) Math.min(n, missing);
        missing -= old;
        check.update(chunk, old, n - old);
        store(spool, chunk, old, n - old);
      }
      if (answer.length().isPresent() && had < answer.start() + answer.length().getAsLong()) {
        throw new IOException("The media host broke off");
      }
    }
  }

  /** Where the body begins in the blob. */
  private static long begin(Answer answer, long wanted) throws IOException {
    switch (answer.status()) {
      case 200, 206 -> {
        if (answer.start() > wanted) {
          throw new IOException("The media host left out a part");
        }
        return answer.start();
      }
      case 401, 403 -> throw new HostsRefusedException();
      case 404, 410 -> throw new MediaGoneException();
      default -> throw new IOException("A media host answered with status " + answer.status());
    }
  }

  private static void store(Spool spool, byte[] bytes, int from, int length) {
    try {
      spool.write(bytes, from, length);
    } catch (IOException e) {
      throw new UnreadableMediaException("A temporary file cannot be written", e);
    }
  }
}

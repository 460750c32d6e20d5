package org.ledplatform.whatsapp.media;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.ledplatform.whatsapp.media.MediaTransfer.Answer;

/**
 * A file on its way to the hosts (protocol §10.3). It is read twice: once for its hashes, because a
 * blob is named by its hash, and once for each host that is tried. So nothing is kept on a disk.
 * Safe for use by many threads; methods block.
 */
public final class MediaUpload {

  private final MediaKind kind;
  private final byte[] mediaKey;
  private final MediaSource source;
  private final EncryptedMedia facts;

  /**
   * Reads the file once.
   *
   * @param mediaKey 32 random bytes
   * @throws MediaTooLargeException when the file is larger than its kind may be
   * @throws UnreadableMediaException when the source cannot be read
   */
  public MediaUpload(MediaKind kind, byte[] mediaKey, MediaSource source) {
    this.kind = kind;
    this.mediaKey = mediaKey.clone();
    this.source = source;
    try (EncryptingStream stream = blob()) {
      this.facts = stream.drain();
    } catch (IOException e) {
      throw new UnreadableMediaException("The file to send cannot be read", e);
    }
  }

  private EncryptingStream blob() throws IOException {
    return new EncryptingStream(kind, mediaKey, source.open());
  }

  /** What is known of the file. */
  public EncryptedMedia facts() {
    return facts;
  }

  /**
   * Sends it to the first host that takes it.
   *
   * @param now the time of the key
   * @throws HostsRefusedException when a host does not accept our auth
   * @throws MediaTooLargeException when a host says so
   * @throws MediaUnavailableException when no host took it
   */
  public MediaReference send(MediaAccess access, MediaHosts hosts, Instant now) {
    MediaRoutes routes = new MediaRoutes(access.domains(), hosts);
    MediaRequests requests = new MediaRequests(access.transfer(), routes);
    IOException last = new IOException("There is no media host");
    for (URI address : routes.forUpload(kind, facts)) {
      try (Answer answer = requests.post(address, this::blob, facts.blobLength())) {
        Optional<MediaReference> taken = taken(answer, now);
        if (taken.isPresent()) {
          return taken.get();
        }
        last = new IOException("A media host answered with status " + answer.status());
      } catch (IOException e) {
        last = e;
      }
    }
    throw new MediaUnavailableException("No media host took the file", last);
  }

  private Optional<MediaReference> taken(Answer answer, Instant now) throws IOException {
    return switch (answer.status()) {
      case 200, 201 -> {
        UploadAnswer place = UploadAnswer.read(answer.body());
        yield Optional.of(reference(place, now));
      }
      case 401, 403 -> throw new HostsRefusedException();
      case 413 -> throw new MediaTooLargeException(facts.length() - 1);
      default -> Optional.empty();
    };
  }

  private MediaReference reference(UploadAnswer place, Instant now) {
    return new MediaReference(
        kind,
        place.url(),
        place.directPath(),
        mediaKey,
        facts.fileSha256(),
        facts.encryptedSha256(),
        facts.length(),
        now);
  }
}

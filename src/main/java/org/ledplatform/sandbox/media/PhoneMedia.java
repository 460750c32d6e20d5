package org.ledplatform.sandbox.media;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import org.ledplatform.whatsapp.media.EncryptedMedia;
import org.ledplatform.whatsapp.media.EncryptingStream;
import org.ledplatform.whatsapp.media.MediaCipher;
import org.ledplatform.whatsapp.media.MediaGoneException;
import org.ledplatform.whatsapp.media.MediaKind;
import org.ledplatform.whatsapp.media.MediaReference;
import org.ledplatform.whatsapp.media.MediaSource;
import org.ledplatform.whatsapp.media.MediaTooLargeException;
import org.ledplatform.whatsapp.media.MediaUnavailableException;

/**
 * How virtual phones of one tenant send and fetch files: with the cryptography of every client, but
 * without the listener in between, because they live inside of the network. Safe for use by many
 * threads.
 */
public final class PhoneMedia {

  /** A larger file is not opened, because the whole of it is held in memory. */
  private static final long MAX_OPENED = 64L * 1024 * 1024;

  private static final int KEY_LENGTH = 32;

  private final SandboxMedia media;
  private final String tenant;
  private final Clock clock;
  private final SecureRandom random;

  PhoneMedia(SandboxMedia media, String tenant, Clock clock, SecureRandom random) {
    this.media = media;
    this.tenant = tenant;
    this.clock = clock;
    this.random = random;
  }

  /**
   * A file that is on the hosts now.
   *
   * @param sidecar for films and sound; empty for other kinds
   */
  public record Sent(MediaReference reference, byte[] sidecar) {}

  /**
   * Uploads a file.
   *
   * @throws MediaUnavailableException when the media hosts are closed or take no more
   */
  public Sent upload(MediaKind kind, MediaSource file) {
    MediaBlobs blobs = blobs();
    byte[] key = new byte[KEY_LENGTH];
    random.nextBytes(key);
    try (EncryptingStream first = new EncryptingStream(kind, key, file.open());
        EncryptingStream second = new EncryptingStream(kind, key, file.open())) {
      EncryptedMedia facts = first.drain();
      Blob blob =
          blobs.take(
              tenant, Base64.getUrlEncoder().encodeToString(facts.encryptedSha256()), second);
      return new Sent(reference(kind, key, facts, MediaPaths.pathOf(blob)), facts.sidecar());
    } catch (MediaRefused e) {
      throw new MediaUnavailableException("The media hosts take no more for now", e);
    } catch (IOException e) {
      throw new UncheckedIOException("A phone's file cannot be kept", e);
    }
  }

  private MediaReference reference(MediaKind kind, byte[] key, EncryptedMedia facts, String path) {
    return new MediaReference(
        kind,
        "https://" + media.address().orElseThrow(PhoneMedia::closed) + path,
        path,
        key,
        facts.fileSha256(),
        facts.encryptedSha256(),
        facts.length(),
        clock.instant());
  }

  /**
   * Fetches a file.
   *
   * @throws MediaGoneException when the hosts do not have it
   * @throws MediaUnavailableException when the media hosts are closed
   * @throws MediaTooLargeException when it has more than 64 MiB
   * @throws org.ledplatform.whatsapp.media.MediaCorruptedException when it is another
   */
  public byte[] download(MediaReference reference) {
    Blob blob =
        blobs()
            .find(MediaPaths.idOf(reference.directPath()))
            .filter(Blob::listed)
            .orElseThrow(MediaGoneException::new);
    if (blob.length() > MAX_OPENED) {
      throw new MediaTooLargeException(MAX_OPENED);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      MediaCipher.decrypt(reference, MediaSource.of(blob.file()), () -> file);
    } catch (IOException e) {
      throw new UncheckedIOException("A blob cannot be read", e);
    }
    return file.toByteArray();
  }

  /**
   * Puts a file on the hosts again that they gave up: the new path, or empty when nobody has it any
   * more.
   */
  public Optional<String> uploadAgain(String directPath) {
    return media
        .blobs()
        .flatMap(blobs -> blobs.renew(tenant, MediaPaths.idOf(directPath)))
        .map(MediaPaths::pathOf);
  }

  private MediaBlobs blobs() {
    return media.blobs().orElseThrow(PhoneMedia::closed);
  }

  private static MediaUnavailableException closed() {
    return new MediaUnavailableException("This network has no media hosts");
  }
}

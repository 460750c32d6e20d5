package org.ledplatform.whatsapp.media;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;

/**
 * Where an uploaded file is, and all that is needed to fetch, decrypt and check it; what a message
 * carries instead of the file (protocol §10, §12.6).
 *
 * @param url the full address, or empty text when there is only the path
 * @param directPath the path on any media host, query included; empty text when there is only the
 *     address
 * @param mediaKey 32 bytes
 * @param fileSha256 32 bytes, over the file
 * @param encryptedSha256 32 bytes, over what the host stores
 * @param length bytes of the file; 0 when the sender did not say
 * @param keyTime when the key was made; the epoch when the sender did not say
 */
public record MediaReference(
    MediaKind kind,
    String url,
    String directPath,
    byte[] mediaKey,
    byte[] fileSha256,
    byte[] encryptedSha256,
    long length,
    Instant keyTime) {

  private static final int KEY_LENGTH = 32;
  private static final int HASH_LENGTH = 32;
  private static final int MAX_PLACE = 4096;

  /**
   * Checks shapes only.
   *
   * @throws MalformedReferenceException when a key or hash has another length, the length is
   *     negative, or there is neither an address nor a path that begins with a slash
   */
  public MediaReference {
    require(mediaKey.length == KEY_LENGTH, "the key does not have 32 bytes");
    require(fileSha256.length == HASH_LENGTH, "the hash of the file does not have 32 bytes");
    require(encryptedSha256.length == HASH_LENGTH, "the hash of the blob does not have 32 bytes");
    require(length >= 0, "the length is negative");
    require(!url.isEmpty() || !directPath.isEmpty(), "it does not say where the file is");
    require(directPath.isEmpty() || directPath.startsWith("/"), "its path has no slash in front");
    require(url.length() <= MAX_PLACE && directPath.length() <= MAX_PLACE, "its path is too long");
  }

  private static void require(boolean condition, String problem) {
    if (!condition) {
      throw new MalformedReferenceException(problem);
    }
  }

  /** The same file at another place, which a media retry told (protocol §10.5). */
  public MediaReference movedTo(String newDirectPath) {
    return new MediaReference(
        kind, "", newDirectPath, mediaKey, fileSha256, encryptedSha256, length, keyTime);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MediaReference that
        && kind == that.kind
        && url.equals(that.url)
        && directPath.equals(that.directPath)
        && Arrays.equals(mediaKey, that.mediaKey)
        && Arrays.equals(fileSha256, that.fileSha256)
        && Arrays.equals(encryptedSha256, that.encryptedSha256)
        && length == that.length
        && keyTime.equals(that.keyTime);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, directPath, Arrays.hashCode(encryptedSha256));
  }

  /** Whoever has the key can read the file, so logs see neither key nor place. */
  @Override
  public String toString() {
    return "MediaReference[" + kind + ", " + length + " bytes]";
  }
}

package org.ledplatform.whatsapp.media;

import java.util.Base64;

/**
 * What is known of a file after it went through the encryption.
 *
 * @param fileSha256 32 bytes, over the file
 * @param encryptedSha256 32 bytes, over the blob that a host stores
 * @param length bytes of the file
 * @param blobLength bytes of the blob
 * @param sidecar lets sound and films be checked while they are played; empty for other kinds
 */
public record EncryptedMedia(
    byte[] fileSha256, byte[] encryptedSha256, long length, long blobLength, byte[] sidecar) {

  /** Names the blob at the host. */
  String token() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(encryptedSha256);
  }

  /** Hashes tell which file it was, so logs see none. */
  @Override
  public String toString() {
    return "EncryptedMedia[" + length + " bytes]";
  }
}

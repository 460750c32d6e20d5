package org.ledplatform.whatsapp.media;

import java.util.Arrays;
import org.ledplatform.whatsapp.crypto.Hkdf;

/**
 * What one file is encrypted and authenticated with (protocol §10.1).
 *
 * @param iv 16 bytes
 * @param cipherKey 32 bytes
 * @param macKey 32 bytes
 */
record MediaKeys(byte[] iv, byte[] cipherKey, byte[] macKey) {

  static final int MEDIA_KEY_LENGTH = 32;
  static final int MAC_LENGTH = 10;
  static final int BLOCK = 16;
  private static final int EXPANDED = 112;
  private static final int CIPHER_KEY_AT = 16;
  private static final int MAC_KEY_AT = 48;
  private static final int MAC_KEY_END = 80;

  static MediaKeys of(MediaKind kind, byte[] mediaKey) {
    if (mediaKey.length != MEDIA_KEY_LENGTH) {
      throw new MalformedReferenceException("the key does not have 32 bytes");
    }
    byte[] all = Hkdf.derive(mediaKey, new byte[0], kind.keyInfo(), EXPANDED);
    return new MediaKeys(
        Arrays.copyOf(all, CIPHER_KEY_AT),
        Arrays.copyOfRange(all, CIPHER_KEY_AT, MAC_KEY_AT),
        Arrays.copyOfRange(all, MAC_KEY_AT, MAC_KEY_END));
  }

  /** How many bytes the blob of a file has: padded to whole blocks, and the MAC. */
  static long blobLength(long fileLength) {
    return (fileLength / BLOCK + 1) * BLOCK + MAC_LENGTH;
  }

  /** The keys must not reach a log. */
  @Override
  public String toString() {
    return "MediaKeys[…]";
  }
}

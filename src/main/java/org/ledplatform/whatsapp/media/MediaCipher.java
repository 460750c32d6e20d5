package org.ledplatform.whatsapp.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/**
 * The encryption of files (protocol §10.1), for any size in the same memory. Stateless.
 *
 * <p>Decryption needs the blob twice. The first time it is only checked: MAC, hash of the blob,
 * hash of the file, length. The second time it is decrypted. So nobody ever sees plaintext that was
 * not checked to its last byte, and no plaintext lies on a disk unless the receiver puts it there.
 */
public final class MediaCipher {

  private static final int CHUNK = 16 * 1024;

  private MediaCipher() {}

  /**
   * Encrypts a file in one go.
   *
   * @param file read to its end, not closed
   * @param blob takes ciphertext and MAC; not closed
   * @throws MediaTooLargeException when the file is larger than its kind may be
   */
  @SuppressWarnings("resource")
  public static EncryptedMedia encrypt(
      MediaKind kind, byte[] mediaKey, InputStream file, OutputStream blob) throws IOException {
    EncryptingStream stream = new EncryptingStream(kind, mediaKey, file);
    stream.transferTo(blob);
    return stream.result();
  }

  /**
   * Decrypts a file.
   *
   * @param blob opened twice; must give the same bytes both times
   * @param sink opened when everything was checked, else never
   * @throws MediaCorruptedException when the blob is not the file of the reference
   * @throws MediaTooLargeException when it is larger than such files may be
   */
  public static void decrypt(MediaReference reference, MediaSource blob, MediaSink sink)
      throws IOException {
    try (InputStream first = blob.open()) {
      check(reference, first);
    }
    try (InputStream second = blob.open();
        OutputStream plain = sink.open()) {
      decryptChecked(reference, second, plain);
    }
  }

  private static void check(MediaReference reference, InputStream blob) throws IOException {
    BlobCheck check = new BlobCheck(reference);
    byte[] chunk = new byte[CHUNK];
    for (int n = blob.read(chunk); n >= 0; n = blob.read(chunk)) {
      check.update(chunk, 0, n);
    }
    check.finish();
  }

  /**
   * Decrypts a blob that {@link BlobCheck} found good. It is checked for one thing again: that its
   * length is still the same.
   */
  static void decryptChecked(MediaReference reference, InputStream blob, OutputStream plain)
      throws IOException {
    MediaKeys keys = MediaKeys.of(reference.kind(), reference.mediaKey());
    Cipher cipher = Primitives.cipher(Cipher.DECRYPT_MODE, keys);
    byte[] in = new byte[CHUNK];
    byte[] out = new byte[CHUNK + MediaKeys.BLOCK];
    int kept = 0;
    for (int n = blob.read(in); n >= 0; n = blob.read(in, kept, CHUNK - kept)) {
      int ciphertext = Math.max(0, kept + n - MediaKeys.MAC_LENGTH);
      plain.write(out, 0, Primitives.update(cipher, in, 0, ciphertext, out));
      kept += n - ciphertext;
      System.arraycopy(in, ciphertext, in, 0, kept);
    }
    try {
      plain.write(cipher.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IOException("The blob changed after it was checked", e);
    }
  }
}

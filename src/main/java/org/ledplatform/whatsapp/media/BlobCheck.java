package org.ledplatform.whatsapp.media;

import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.Mac;
import org.ledplatform.whatsapp.crypto.Hmac;
import org.ledplatform.whatsapp.media.MediaCorruptedException.Reason;

/**
 * Checks a blob while it arrives: MAC, both hashes and the length. It decrypts only to hash, and
 * forgets the plaintext at once, because nothing may be handed on before the last byte was checked.
 * The same memory for any size. Not safe for many threads.
 */
final class BlobCheck {

  private static final int CHUNK = 16 * 1024;

  private final MediaReference reference;
  private final long maxBlob;
  private final Cipher cipher;
  private final Mac mac;
  private final MessageDigest fileHash = Primitives.sha256();
  private final MessageDigest blobHash = Primitives.sha256();
  private final byte[] plain = new byte[CHUNK + MediaKeys.BLOCK];

  /** The last bytes so far: they are the MAC unless more comes. */
  private final byte[] tail = new byte[MediaKeys.MAC_LENGTH];

  private int tailLength;
  private long blobLength;
  private long fileLength;

  BlobCheck(MediaReference reference) {
    this.reference = reference;
    MediaKeys keys = MediaKeys.of(reference.kind(), reference.mediaKey());
    this.maxBlob = maxBlob(reference);
    this.cipher = Primitives.cipher(Cipher.DECRYPT_MODE, keys);
    this.mac = Primitives.mac(keys);
    this.mac.update(keys.iv());
  }

  private static long maxBlob(MediaReference reference) {
    long most = reference.kind().maxLength();
    if (reference.length() > most) {
      throw new MediaTooLargeException(most);
    }
    return MediaKeys.blobLength(reference.length() > 0 ? reference.length() : most);
  }

  /** How many bytes there were so far. */
  long length() {
    return blobLength;
  }

  /**
   * Takes the next bytes.
   *
   * @throws MediaCorruptedException when there are more than the file can have
   * @throws MediaTooLargeException the same, when nobody said how long it is
   */
  void update(byte[] bytes, int from, int length) {
    blobLength += length;
    if (blobLength > maxBlob) {
      throw reference.length() > 0
          ? new MediaCorruptedException(Reason.LENGTH)
          : new MediaTooLargeException(reference.kind().maxLength());
    }
    blobHash.update(bytes, from, length);
    for (int done = 0; done < length; done += CHUNK) {
      part(bytes, from + done, Math.min(CHUNK, length - done));
    }
  }

  /** Keeps the last ten bytes back and takes what was kept and is not last any more. */
  private void part(byte[] bytes, int from, int length) {
    int fromTail = Math.min(tailLength, Math.max(0, tailLength + length - tail.length));
    ciphertext(tail, 0, fromTail);
    System.arraycopy(tail, fromTail, tail, 0, tailLength - fromTail);
    tailLength -= fromTail;
    int direct = Math.max(0, tailLength + length - tail.length);
    ciphertext(bytes, from, direct);
    System.arraycopy(bytes, from + direct, tail, tailLength, length - direct);
    tailLength += length - direct;
  }

  private void ciphertext(byte[] bytes, int from, int length) {
    mac.update(bytes, from, length);
    hashPlain(Primitives.update(cipher, bytes, from, length, plain));
  }

  private void hashPlain(int length) {
    fileHash.update(plain, 0, length);
    fileLength += length;
  }

  /**
   * Everything arrived.
   *
   * @throws MediaCorruptedException when it is not the file that the reference speaks of
   */
  void finish() {
    require(
        blobLength >= MediaKeys.BLOCK + MediaKeys.MAC_LENGTH
            && (blobLength - MediaKeys.MAC_LENGTH) % MediaKeys.BLOCK == 0,
        Reason.LENGTH);
    byte[] expected = Arrays.copyOf(mac.doFinal(), MediaKeys.MAC_LENGTH);
    require(Hmac.same(expected, tail), Reason.MAC);
    require(Hmac.same(blobHash.digest(), reference.encryptedSha256()), Reason.ENCRYPTED_HASH);
    lastBlock();
    require(reference.length() == 0 || fileLength == reference.length(), Reason.LENGTH);
    require(Hmac.same(fileHash.digest(), reference.fileSha256()), Reason.FILE_HASH);
  }

  private void lastBlock() {
    try {
      byte[] last = cipher.doFinal();
      System.arraycopy(last, 0, plain, 0, last.length);
      hashPlain(last.length);
    } catch (BadPaddingException | IllegalBlockSizeException _) {
      throw new MediaCorruptedException(Reason.PADDING);
    }
  }

  private static void require(boolean condition, Reason reason) {
    if (!condition) {
      throw new MediaCorruptedException(reason);
    }
  }
}

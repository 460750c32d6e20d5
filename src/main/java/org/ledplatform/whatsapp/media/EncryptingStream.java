package org.ledplatform.whatsapp.media;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;

/**
 * Reads a file as the blob that a media host stores (protocol §10.1): ciphertext, then ten bytes of
 * MAC. Hashes and MAC are computed as the bytes pass, so the memory is the same for any size. Not
 * safe for many threads.
 */
public final class EncryptingStream extends InputStream {

  private static final int CHUNK = 16 * 1024;

  private final InputStream file;
  private final long maxLength;
  private final Cipher cipher;
  private final Mac mac;
  private final MessageDigest fileHash = Primitives.sha256();
  private final MessageDigest blobHash = Primitives.sha256();
  private final Optional<StreamingSidecar> sidecar;
  private final byte[] plain = new byte[CHUNK];
  private byte[] ready = new byte[CHUNK + MediaKeys.BLOCK];
  private int at;
  private int end;
  private long length;
  private long blobLength;
  private Optional<EncryptedMedia> result = Optional.empty();

  /**
   * @param file closed together with this stream
   * @param mediaKey 32 random bytes that no other file has
   */
  public EncryptingStream(MediaKind kind, byte[] mediaKey, InputStream file) {
    MediaKeys keys = MediaKeys.of(kind, mediaKey);
    this.file = file;
    this.maxLength = kind.maxLength();
    this.cipher = Primitives.cipher(Cipher.ENCRYPT_MODE, keys);
    this.mac = Primitives.mac(keys);
    this.mac.update(keys.iv());
    this.sidecar = kind.streams() ? Optional.of(new StreamingSidecar(keys)) : Optional.empty();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  /**
   * {@inheritDoc}
   *
   * @throws MediaTooLargeException when the file is larger than its kind may be
   */
  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    if (most == 0) {
      return 0;
    }
    while (at == end) {
      if (result.isPresent()) {
        return -1;
      }
      refill();
    }
    int count = Math.min(most, end - at);
    System.arraycopy(ready, at, into, from, count);
    at += count;
    return count;
  }

  private void refill() throws IOException {
    int count = file.read(plain, 0, CHUNK);
    at = 0;
    if (count < 0) {
      finish();
      return;
    }
    length += count;
    if (length > maxLength) {
      throw new MediaTooLargeException(maxLength);
    }
    fileHash.update(plain, 0, count);
    end = Primitives.update(cipher, plain, 0, count, ready);
    mac.update(ready, 0, end);
    passed();
  }

  private void finish() {
    byte[] last = lastBlock();
    mac.update(last);
    ready = new byte[last.length + MediaKeys.MAC_LENGTH];
    System.arraycopy(last, 0, ready, 0, last.length);
    System.arraycopy(mac.doFinal(), 0, ready, last.length, MediaKeys.MAC_LENGTH);
    end = ready.length;
    passed();
    result =
        Optional.of(
            new EncryptedMedia(
                fileHash.digest(),
                blobHash.digest(),
                length,
                blobLength,
                sidecar.map(StreamingSidecar::finish).orElse(new byte[0])));
  }

  private byte[] lastBlock() {
    try {
      return cipher.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Encryption with padding takes any length", e);
    }
  }

  private void passed() {
    blobHash.update(ready, 0, end);
    sidecar.ifPresent(s -> s.update(ready, 0, end));
    blobLength += end;
  }

  /**
   * What the file turned out to be.
   *
   * @throws IllegalStateException before everything was read
   */
  public EncryptedMedia result() {
    return result.orElseThrow(() -> new IllegalStateException("The file was not read to its end"));
  }

  /** Reads the rest without keeping it: for the hashes alone. */
  public EncryptedMedia drain() throws IOException {
    while (result.isEmpty()) {
      refill();
    }
    at = end;
    return result();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

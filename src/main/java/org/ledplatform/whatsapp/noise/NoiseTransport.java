package org.ledplatform.whatsapp.noise;

import org.ledplatform.whatsapp.crypto.AesGcm;
import org.ledplatform.whatsapp.crypto.CipherException;

/**
 * Encrypts and decrypts what travels after the handshake (protocol §2): AES-256-GCM with a key and
 * a counter for each direction. The order of the calls is the order of the wire, so the caller
 * holds one lock around encrypting and writing. Each direction is safe for many threads.
 */
public final class NoiseTransport {

  /** How much longer a ciphertext is. */
  public static final int TAG_LENGTH = 16;

  private static final byte[] NONE = {};

  private final Direction writing;
  private final Direction reading;

  NoiseTransport(byte[] writeKey, byte[] readKey) {
    this.writing = new Direction(writeKey);
    this.reading = new Direction(readKey);
  }

  /** The ciphertext of the next payload to write; 16 bytes longer. */
  public byte[] encrypt(byte[] plain) {
    synchronized (writing) {
      return AesGcm.encrypt(writing.key, writing.nextIv(), NONE, plain);
    }
  }

  /**
   * The next payload that was read.
   *
   * @throws CipherException when it is not the next of the other side; nothing after it can be read
   */
  public byte[] decrypt(byte[] ciphertext) {
    synchronized (reading) {
      return AesGcm.decrypt(reading.key, reading.nextIv(), NONE, ciphertext);
    }
  }

  private static final class Direction {

    private static final long MAX_COUNTER = 0xFFFF_FFFFL;

    private final byte[] key;
    private long counter;

    Direction(byte[] key) {
      this.key = key;
    }

    byte[] nextIv() {
      if (counter > MAX_COUNTER) {
        throw new CipherException("The counter of this connection is used up");
      }
      return NoiseState.iv((int) counter++);
    }
  }
}

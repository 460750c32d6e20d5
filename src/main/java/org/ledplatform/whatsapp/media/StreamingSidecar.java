package org.ledplatform.whatsapp.media;

import java.io.ByteArrayOutputStream;
import javax.crypto.Mac;

/**
 * Lets a player check a film or a sound while it arrives (protocol §10.1): for every 64 KiB of
 * initialisation vector, ciphertext and MAC one after another, and the 16 bytes that follow, the
 * first 10 bytes of an HMAC. Ten bytes of memory for each 64 KiB. Not safe for many threads.
 */
final class StreamingSidecar {

  private static final int CHUNK = 64 * 1024;
  private static final int OVERLAP = 16;

  private final ByteArrayOutputStream sidecar = new ByteArrayOutputStream();
  private Mac current;
  private Mac next;

  /** Bytes since the beginning of the current chunk. */
  private int position;

  StreamingSidecar(MediaKeys keys) {
    this.current = Primitives.mac(keys);
    this.next = Primitives.mac(keys);
    update(keys.iv(), 0, keys.iv().length);
  }

  /** Takes what follows: the ciphertext, then the MAC. */
  void update(byte[] bytes, int from, int length) {
    int at = from;
    int left = length;
    while (left > 0) {
      boolean overlapping = position >= CHUNK;
      int take = Math.min(left, (overlapping ? CHUNK + OVERLAP : CHUNK) - position);
      current.update(bytes, at, take);
      if (overlapping) {
        next.update(bytes, at, take);
      }
      position += take;
      at += take;
      left -= take;
      if (position == CHUNK + OVERLAP) {
        complete();
      }
    }
  }

  private void complete() {
    sidecar.write(current.doFinal(), 0, MediaKeys.MAC_LENGTH);
    Mac done = current;
    current = next;
    next = done;
    position = OVERLAP;
  }

  /** The sidecar of everything that was taken. */
  byte[] finish() {
    sidecar.write(current.doFinal(), 0, MediaKeys.MAC_LENGTH);
    if (position > CHUNK) {
      sidecar.write(next.doFinal(), 0, MediaKeys.MAC_LENGTH);
    }
    return sidecar.toByteArray();
  }
}

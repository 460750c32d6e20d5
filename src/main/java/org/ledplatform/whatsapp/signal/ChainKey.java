package org.ledplatform.whatsapp.signal;

import org.ledplatform.whatsapp.crypto.Hmac;

/**
 * A link of a symmetric chain (protocol §7.3): it yields the seed of one message and the next link,
 * and there is no way back.
 */
record ChainKey(byte[] bytes) {

  private static final byte[] SEED = {1};
  private static final byte[] NEXT = {2};

  /** From which the keys of this link's message come. */
  byte[] seed() {
    return Hmac.sha256(bytes, SEED);
  }

  ChainKey next() {
    return new ChainKey(Hmac.sha256(bytes, NEXT));
  }
}

package org.ledplatform.whatsapp.signal;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.ledplatform.whatsapp.proto.StoredSenderKey;
import org.ledplatform.whatsapp.proto.StoredSkippedKey;

/**
 * The chain of one sender key (protocol §7.6): gives the seed of a message and remembers those of
 * messages that were skipped and may still arrive. Some senders skip every second iteration for
 * good, so what is remembered is bounded. Values go in and out; nothing is changed.
 */
final class SenderChain {

  /** How far ahead a message may be, and how far back a skipped one. */
  static final int MAX_AHEAD = 2000;

  private SenderChain() {}

  /** A seed, and the key as it is once the seed is used. */
  record Taken(byte[] seed, StoredSenderKey after) {}

  /** Takes the seed of our own next message. */
  static Taken next(StoredSenderKey key) {
    return take(key, Integer.toUnsignedLong(key.getIteration()));
  }

  /**
   * Takes the seed of one message.
   *
   * @throws DuplicateMessageException when it was taken before, or skipped too long ago
   * @throws FutureMessageException when it is too far ahead
   */
  static Taken take(StoredSenderKey key, long iteration) {
    long at = Integer.toUnsignedLong(key.getIteration());
    if (iteration < at) {
      return takeSkipped(key, iteration);
    }
    if (iteration - at > MAX_AHEAD) {
      throw new FutureMessageException("Over 2000 messages ahead of the last one");
    }
    List<StoredSkippedKey> skipped = new ArrayList<>(key.getSkippedList());
    ChainKey chain = new ChainKey(key.getChainKey().toByteArray());
    for (; at < iteration; at++) {
      skipped.add(
          StoredSkippedKey.newBuilder()
              .setCounter((int) at)
              .setSeed(ByteString.copyFrom(chain.seed()))
              .build());
      chain = chain.next();
    }
    skipped.removeIf(s -> Integer.toUnsignedLong(s.getCounter()) < iteration - MAX_AHEAD);
    StoredSenderKey after =
        key.toBuilder()
            .clearSkipped()
            .addAllSkipped(skipped)
            .setChainKey(ByteString.copyFrom(chain.next().bytes()))
            .setIteration((int) (iteration + 1))
            .build();
    return new Taken(chain.seed(), after);
  }

  private static Taken takeSkipped(StoredSenderKey key, long iteration) {
    List<StoredSkippedKey> skipped = key.getSkippedList();
    for (int i = 0; i < skipped.size(); i++) {
      if (Integer.toUnsignedLong(skipped.get(i).getCounter()) == iteration) {
        byte[] seed = skipped.get(i).getSeed().toByteArray();
        return new Taken(seed, key.toBuilder().removeSkipped(i).build());
      }
    }
    throw new DuplicateMessageException("The key of this group message was used before");
  }
}

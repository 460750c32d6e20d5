package org.ledplatform.whatsapp.signal;

import com.google.protobuf.ByteString;
import java.util.List;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.proto.StoredReceivingChain;
import org.ledplatform.whatsapp.proto.StoredSkippedKey;

/**
 * One chain of incoming messages (protocol §7.3): gives the seed of a message and remembers those
 * of messages that were skipped and may still arrive. Values go in and out; nothing is changed.
 */
final class Receiving {

  /** How far ahead a message may be. */
  static final int MAX_AHEAD = 2000;

  private Receiving() {}

  /** A seed, and the chain as it is once the seed is used. */
  record Taken(byte[] seed, StoredReceivingChain after) {}

  static StoredReceivingChain begin(PublicKey ratchetKey, ChainKey chain) {
    return StoredReceivingChain.newBuilder()
        .setRatchetKey(ByteString.copyFrom(ratchetKey.bytes()))
        .setChainKey(ByteString.copyFrom(chain.bytes()))
        .build();
  }

  /**
   * Takes the seed of one message.
   *
   * @throws DuplicateMessageException when it was taken before
   * @throws FutureMessageException when it is too far ahead
   * @throws BadMacException when the chain ended before this message
   */
  static Taken take(StoredReceivingChain chain, long counter) {
    if (counter < Integer.toUnsignedLong(chain.getCounter())) {
      return takeSkipped(chain, counter);
    }
    StoredReceivingChain.Builder after = skipTo(chain, counter);
    if (!after.hasChainKey()) {
      throw new BadMacException("The sender ended the chain of this message before it");
    }
    ChainKey key = new ChainKey(after.getChainKey().toByteArray());
    after.setChainKey(ByteString.copyFrom(key.next().bytes())).setCounter((int) (counter + 1));
    return new Taken(key.seed(), after.build());
  }

  /**
   * Ends a chain because a newer one begins.
   *
   * @param lastCounter of the last message that the sender says it wrote in it
   */
  static StoredReceivingChain end(StoredReceivingChain chain, long lastCounter) {
    return chain.hasChainKey() ? skipTo(chain, lastCounter + 1).clearChainKey().build() : chain;
  }

  private static Taken takeSkipped(StoredReceivingChain chain, long counter) {
    List<StoredSkippedKey> skipped = chain.getSkippedList();
    for (int i = 0; i < skipped.size(); i++) {
      if (Integer.toUnsignedLong(skipped.get(i).getCounter()) == counter) {
        byte[] seed = skipped.get(i).getSeed().toByteArray();
        return new Taken(seed, chain.toBuilder().removeSkipped(i).build());
      }
    }
    throw new DuplicateMessageException("The key of this message was used before");
  }

  private static StoredReceivingChain.Builder skipTo(StoredReceivingChain chain, long counter) {
    StoredReceivingChain.Builder after = chain.toBuilder();
    long at = Integer.toUnsignedLong(chain.getCounter());
    if (counter - at > MAX_AHEAD) {
      throw new FutureMessageException("Over 2000 messages ahead of the last one");
    }
    if (!chain.hasChainKey() || counter <= at) {
      return after;
    }
    ChainKey key = new ChainKey(chain.getChainKey().toByteArray());
    for (; at < counter; at++) {
      after.addSkipped(
          StoredSkippedKey.newBuilder()
              .setCounter((int) at)
              .setSeed(ByteString.copyFrom(key.seed())));
      key = key.next();
    }
    return after.setChainKey(ByteString.copyFrom(key.bytes())).setCounter((int) at);
  }
}

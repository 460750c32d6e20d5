package org.ledplatform.whatsapp.signal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.proto.StoredRatchet;
import org.ledplatform.whatsapp.proto.StoredReceivingChain;
import org.ledplatform.whatsapp.proto.StoredSession;

/**
 * All ratchets with one remote device. The first is the open one, with which messages are
 * encrypted; the others wait for messages that were under way when it was replaced. Immutable.
 *
 * @param ratchets newest first
 */
record SignalSession(List<StoredRatchet> ratchets) {

  /** Replaced ratchets kept beside the open one. */
  static final int MAX_ARCHIVED = 40;

  /** Seeds of skipped messages kept for one device, in all ratchets together. */
  static final int MAX_SKIPPED = Receiving.MAX_AHEAD;

  static final SignalSession NONE = new SignalSession(List.of());

  SignalSession {
    ratchets = List.copyOf(ratchets);
  }

  /** The session that these bytes are; empty when they are damaged. */
  static Optional<SignalSession> parse(byte[] stored) {
    try {
      List<StoredRatchet> ratchets = StoredSession.parseFrom(stored).getRatchetsList();
      return ratchets.stream().allMatch(SignalSession::sound)
          ? Optional.of(new SignalSession(ratchets))
          : Optional.empty();
    } catch (InvalidProtocolBufferException _) {
      return Optional.empty();
    }
  }

  private static boolean sound(StoredRatchet ratchet) {
    return Stream.of(
            ratchet.getBaseKey(),
            ratchet.getRemoteIdentity(),
            ratchet.getRootKey(),
            ratchet.getOwnRatchetPublic(),
            ratchet.getOwnRatchetPrivate())
        .allMatch(key -> key.size() == PublicKey.LENGTH);
  }

  byte[] bytes() {
    return StoredSession.newBuilder().addAllRatchets(ratchets).build().toByteArray();
  }

  boolean isEmpty() {
    return ratchets.isEmpty();
  }

  StoredRatchet open() {
    return ratchets.getFirst();
  }

  /** The place of the ratchet that an initiator's base key names, or -1. */
  int indexOf(PublicKey baseKey) {
    ByteString wanted = ByteString.copyFrom(baseKey.bytes());
    for (int i = 0; i < ratchets.size(); i++) {
      if (ratchets.get(i).getBaseKey().equals(wanted)) {
        return i;
      }
    }
    return -1;
  }

  /** With a new ratchet as the open one. */
  SignalSession opening(StoredRatchet ratchet) {
    List<StoredRatchet> more = new ArrayList<>(ratchets);
    more.addFirst(ratchet);
    return bounded(more);
  }

  /**
   * With the next state of one ratchet, which becomes the open one: what the other side used last
   * is what it can read.
   */
  SignalSession stepping(int index, StoredRatchet after) {
    List<StoredRatchet> others = new ArrayList<>(ratchets);
    others.remove(index);
    others.addFirst(after);
    return bounded(others);
  }

  private static SignalSession bounded(List<StoredRatchet> ratchets) {
    List<StoredRatchet> kept = new ArrayList<>();
    int budget = MAX_SKIPPED;
    for (StoredRatchet ratchet : ratchets.subList(0, Math.min(ratchets.size(), 1 + MAX_ARCHIVED))) {
      StoredRatchet fitting = withSkipped(ratchet, budget);
      budget -= skipped(fitting);
      kept.add(fitting);
    }
    return new SignalSession(kept);
  }

  /** Forgets the oldest seeds beyond the budget. */
  private static StoredRatchet withSkipped(StoredRatchet ratchet, int budget) {
    int excess = skipped(ratchet) - budget;
    if (excess <= 0) {
      return ratchet;
    }
    StoredRatchet.Builder after = ratchet.toBuilder();
    for (int i = 0; i < after.getReceivingCount() && excess > 0; i++) {
      StoredReceivingChain chain = after.getReceiving(i);
      int forgotten = Math.min(excess, chain.getSkippedCount());
      after.setReceiving(
          i,
          chain.toBuilder()
              .clearSkipped()
              .addAllSkipped(chain.getSkippedList().subList(forgotten, chain.getSkippedCount())));
      excess -= forgotten;
    }
    return after.build();
  }

  private static int skipped(StoredRatchet ratchet) {
    return ratchet.getReceivingList().stream()
        .mapToInt(StoredReceivingChain::getSkippedCount)
        .sum();
  }
}

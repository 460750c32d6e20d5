package org.ledplatform.whatsapp.signal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PrivateKey;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.proto.StoredPreKey;
import org.ledplatform.whatsapp.proto.StoredPreKeyCounter;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * Makes pre-keys and finds them again. Ids of one-time keys count up and are never used twice, so
 * the caller must commit a batch before it uploads the keys (protocol §7.1, §14). Calls of {@link
 * #next} must not overlap.
 */
public final class PreKeys {

  private static final int MAX_ID = 0xFF_FF_FF;

  /** Ten times what the network holds of us: older keys were given out long ago, or lost. */
  private static final int KEPT = 1_000;

  /** More keys than a device makes between two backups. */
  private static final int MOST_AHEAD = 100_000;

  private static final RecordKey COUNTER = new RecordKey(RecordKind.STATE, "next-pre-key");

  private final DeviceStore store;
  private final SecureRandom random;
  private final SignedPreKeys signed;

  public PreKeys(DeviceStore store, SecureRandom random) {
    this.store = store;
    this.random = random;
    this.signed = new SignedPreKeys(store, random);
  }

  /** New keys, and the writes that make them ours and forget those that are too old. */
  public record Batch(List<PreKey> keys, List<StoreChange> changes) {}

  /**
   * Makes one-time keys.
   *
   * @throws IllegalStateException when all 16 million ids are used up
   */
  public Batch next(int count) {
    return next(count, 0);
  }

  /**
   * Makes one-time keys.
   *
   * @param above an id that is in use elsewhere, as are all below it
   * @throws IllegalStateException when all 16 million ids are used up
   */
  public Batch next(int count, int above) {
    int first = Math.max(nextId(), above + 1);
    if (count > MAX_ID - first + 1) {
      throw new IllegalStateException("All pre-key ids are used up");
    }
    List<PreKey> keys = new ArrayList<>(count);
    List<StoreChange> changes = new ArrayList<>(count + 1);
    for (int id = first; id < first + count; id++) {
      PreKey key = new PreKey(id, KeyPair.generate(random));
      keys.add(key);
      changes.add(
          StoreChange.put(
              RecordKind.PRE_KEY, name(id), stored(key.keyPair()).build().toByteArray()));
    }
    for (int id = Math.max(1, first - KEPT); id < first + count - KEPT; id++) {
      changes.add(forget(id));
    }
    changes.add(
        new StoreChange.Put(
            COUNTER,
            StoredPreKeyCounter.newBuilder().setNext(first + count).build().toByteArray()));
    return new Batch(List.copyOf(keys), List.copyOf(changes));
  }

  /** Whether we may have given a key this id, at least before a backup was restored. */
  public boolean mayBeOurs(int id) {
    return id < nextId() + MOST_AHEAD;
  }

  /** A one-time key that nobody has used yet. */
  public Optional<PreKey> find(int id) {
    return read(id).map(stored -> new PreKey(id, pair(stored)));
  }

  /** Those that are used many times. */
  public SignedPreKeys signed() {
    return signed;
  }

  /** A signed pre-key of ours, current or older. */
  public Optional<SignedPreKey> findSigned(int id) {
    return signed.find(id);
  }

  /** Makes a signed pre-key; {@link #keep} makes it ours. */
  public SignedPreKey sign(int id, KeyPair identityKey) {
    return signed.make(id, identityKey);
  }

  /** The write that makes a signed pre-key ours. */
  public StoreChange keep(SignedPreKey key) {
    return SignedPreKeys.keep(key);
  }

  /** The write that forgets a one-time key, used or not. */
  public static StoreChange forget(int id) {
    return StoreChange.remove(RecordKind.PRE_KEY, name(id));
  }

  private int nextId() {
    try {
      Optional<byte[]> stored = store.read(COUNTER);
      return stored.isPresent() ? StoredPreKeyCounter.parseFrom(stored.get()).getNext() : 1;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("The stored pre-key counter is damaged", e);
    }
  }

  /** A damaged one counts as used up: whoever names it is asked to begin with another. */
  private Optional<StoredPreKey> read(int id) {
    RecordKey key = new RecordKey(RecordKind.PRE_KEY, name(id));
    try {
      Optional<byte[]> stored = store.read(key);
      return stored.isPresent()
          ? Optional.of(StoredPreKey.parseFrom(stored.get()))
          : Optional.empty();
    } catch (InvalidProtocolBufferException _) {
      store.damaged(key);
      return Optional.empty();
    }
  }

  private static StoredPreKey.Builder stored(KeyPair pair) {
    return StoredPreKey.newBuilder()
        .setPublicKey(ByteString.copyFrom(pair.publicKey().bytes()))
        .setPrivateKey(ByteString.copyFrom(pair.privateKey().bytes()));
  }

  private static KeyPair pair(StoredPreKey stored) {
    return new KeyPair(
        new PublicKey(stored.getPublicKey().toByteArray()),
        new PrivateKey(stored.getPrivateKey().toByteArray()));
  }

  private static String name(int id) {
    return Integer.toString(id);
  }
}

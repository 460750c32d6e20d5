package org.ledplatform.whatsapp.signal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.crypto.Curve;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PrivateKey;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.proto.StoredSignedPreKey;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;
import org.ledplatform.whatsapp.store.StoredRecord;

/**
 * Our signed pre-keys (protocol §7.1): the newest is the one that others shall use, older ones stay
 * for those who fetched them before. Ids count up, so the highest is the newest. Reads the store
 * and never writes: the caller commits the changes. Calls of {@link #next} must not overlap.
 */
public final class SignedPreKeys {

  private static final int MAX_ID = 0xFF_FF_FF;

  private final DeviceStore store;
  private final SecureRandom random;

  SignedPreKeys(DeviceStore store, SecureRandom random) {
    this.store = store;
    this.random = random;
  }

  /**
   * The newest key.
   *
   * @param made from when its age counts; empty when nobody has looked yet
   * @param waiting whether the network does not have it yet
   */
  public record Newest(SignedPreKey key, Optional<Instant> made, boolean waiting) {}

  /** A new key, and the writes that make it ours. */
  public record Made(SignedPreKey key, List<StoreChange> changes) {}

  /** The newest key; empty before there is any. */
  public Optional<Newest> newest() {
    return all().stream()
        .max(Comparator.comparingInt(Entry::id))
        .map(
            e ->
                new Newest(
                    e.key(),
                    e.stored().hasMade()
                        ? Optional.of(Instant.ofEpochSecond(e.stored().getMade()))
                        : Optional.empty(),
                    e.stored().getWaiting()));
  }

  /**
   * The key that others shall use from now on.
   *
   * @throws IllegalStateException when there is none: a device that is paired has one
   */
  public SignedPreKey current() {
    return newest()
        .map(Newest::key)
        .orElseThrow(() -> new IllegalStateException("There is no signed pre-key"));
  }

  /** The writes after which the age of the newest key counts from this moment. */
  public List<StoreChange> ageing(Instant from) {
    return all().stream()
        .max(Comparator.comparingInt(Entry::id))
        .map(e -> put(e.id(), e.stored().toBuilder().setMade(from.getEpochSecond())))
        .stream()
        .toList();
  }

  /**
   * Makes the next key, which waits to be handed in.
   *
   * @param above an id that is in use elsewhere, as are all below it
   * @throws IllegalStateException when all 16 million ids are used up
   */
  public Made next(KeyPair identityKey, int above, Instant now) {
    int highest =
        store.list(RecordKind.SIGNED_PRE_KEY).stream().mapToInt(SignedPreKeys::id).max().orElse(0);
    int id = Math.max(above, highest) + 1;
    if (id > MAX_ID) {
      throw new IllegalStateException("All signed pre-key ids are used up");
    }
    SignedPreKey key = make(id, identityKey);
    StoreChange change =
        put(id, stored(key).toBuilder().setMade(now.getEpochSecond()).setWaiting(true));
    return new Made(key, List.of(change));
  }

  /** The writes after which the network has this key, and older ones are replaced from now on. */
  public List<StoreChange> handedIn(int id, Instant now) {
    List<StoreChange> changes = new ArrayList<>();
    for (Entry entry : all()) {
      StoredSignedPreKey.Builder stored = entry.stored().toBuilder();
      if (entry.id() == id && stored.getWaiting()) {
        changes.add(put(id, stored.clearWaiting()));
      } else if (entry.id() < id && !stored.hasReplaced()) {
        changes.add(put(entry.id(), stored.clearWaiting().setReplaced(now.getEpochSecond())));
      }
    }
    return changes;
  }

  /** The writes that forget the keys that were replaced before this moment. */
  public List<StoreChange> forgetting(Instant replacedBefore) {
    return all().stream()
        .filter(e -> e.stored().hasReplaced())
        .filter(e -> e.stored().getReplaced() < replacedBefore.getEpochSecond())
        .map(e -> StoreChange.remove(RecordKind.SIGNED_PRE_KEY, Integer.toString(e.id())))
        .toList();
  }

  /** A key of ours, current or older. */
  Optional<SignedPreKey> find(int id) {
    return store
        .read(new RecordKey(RecordKind.SIGNED_PRE_KEY, Integer.toString(id)))
        .flatMap(record -> entry(id, record))
        .map(Entry::key);
  }

  SignedPreKey make(int id, KeyPair identityKey) {
    KeyPair pair = KeyPair.generate(random);
    byte[] signature = Curve.sign(identityKey.privateKey(), pair.publicKey().withPrefix(), random);
    return new SignedPreKey(id, pair, signature);
  }

  /** The write that makes a key ours which the network has already. */
  static StoreChange keep(SignedPreKey key) {
    return put(key.id(), stored(key).toBuilder());
  }

  private record Entry(int id, StoredSignedPreKey stored) {
    SignedPreKey key() {
      return new SignedPreKey(
          id,
          new KeyPair(
              new PublicKey(stored.getPublicKey().toByteArray()),
              new PrivateKey(stored.getPrivateKey().toByteArray())),
          stored.getSignature().toByteArray());
    }
  }

  private List<Entry> all() {
    return store.list(RecordKind.SIGNED_PRE_KEY).stream()
        .flatMap(record -> entry(id(record), record.value()).stream())
        .toList();
  }

  private static int id(StoredRecord record) {
    return Integer.parseInt(record.name());
  }

  /** A damaged one counts as forgotten: whoever names it is asked to begin with another. */
  private Optional<Entry> entry(int id, byte[] record) {
    try {
      return Optional.of(new Entry(id, StoredSignedPreKey.parseFrom(record)));
    } catch (InvalidProtocolBufferException _) {
      store.damaged(new RecordKey(RecordKind.SIGNED_PRE_KEY, Integer.toString(id)));
      return Optional.empty();
    }
  }

  private static StoredSignedPreKey stored(SignedPreKey key) {
    return StoredSignedPreKey.newBuilder()
        .setPublicKey(ByteString.copyFrom(key.keyPair().publicKey().bytes()))
        .setPrivateKey(ByteString.copyFrom(key.keyPair().privateKey().bytes()))
        .setSignature(ByteString.copyFrom(key.signature()))
        .build();
  }

  private static StoreChange put(int id, StoredSignedPreKey.Builder stored) {
    return StoreChange.put(
        RecordKind.SIGNED_PRE_KEY, Integer.toString(id), stored.build().toByteArray());
  }
}

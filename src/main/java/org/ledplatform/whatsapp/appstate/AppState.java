package org.ledplatform.whatsapp.appstate;

import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.crypto.Hmac;
import org.ledplatform.whatsapp.proto.SyncdKeyId;
import org.ledplatform.whatsapp.proto.SyncdMutation;
import org.ledplatform.whatsapp.proto.SyncdPatch;
import org.ledplatform.whatsapp.proto.SyncdRecord;
import org.ledplatform.whatsapp.proto.SyncdSnapshot;
import org.ledplatform.whatsapp.proto.SyncdVersion;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * The stored collections of one account (protocol §6.9). Of each record only its MAC is kept, which
 * the hash is made of; what a record says is told once and not kept. Every MAC is verified, and a
 * snapshot or patch is applied wholly or not at all. Calls must not overlap.
 */
public final class AppState {

  private final DeviceStore store;
  private final AppStateKeys keys;
  private final SecureRandom random;

  public AppState(DeviceStore store, AppStateKeys keys, SecureRandom random) {
    this.store = store;
    this.keys = keys;
    this.random = random;
  }

  /** The version that we have of a collection; 0 for none. */
  public long version(AppStateCollection collection) {
    return state(collection).version();
  }

  /** Forgets a collection, so that it is fetched from its snapshot. */
  public void reset(AppStateCollection collection) {
    List<StoreChange> changes = new ArrayList<>();
    forget(collection, changes);
    store.commit(changes);
  }

  /**
   * Replaces a collection by its snapshot.
   *
   * @return what is in it
   * @throws AppStateException when something does not verify
   */
  public List<Mutation> apply(AppStateCollection collection, SyncdSnapshot snapshot) {
    return apply(collection, snapshot, _ -> {});
  }

  /**
   * The same.
   *
   * @param first hears what is in it when all is verified, before it is durable: after a crash in
   *     between it is told again, so whoever keeps something of it misses nothing
   */
  public List<Mutation> apply(
      AppStateCollection collection, SyncdSnapshot snapshot, Consumer<List<Mutation>> first) {
    List<StoreChange> changes = new ArrayList<>();
    forget(collection, changes);
    HashStep step = new HashStep(collection, LtHash.EMPTY, _ -> Optional.empty());
    for (SyncdRecord record : snapshot.getRecordsList()) {
      step.take(open(SyncdMutation.Operation.SET, record));
    }
    CollectionState after = step.after(snapshot.getVersion().getVersion());
    MutationKeys signing = keys.require(snapshot.getKeyId().getId().toByteArray());
    require(after.snapshotMac(signing), snapshot.getMac(), "A snapshot has a wrong MAC");
    changes.addAll(step.changes());
    changes.add(putting(after));
    first.accept(step.mutations());
    store.commit(changes);
    return step.mutations();
  }

  /**
   * Applies a patch.
   *
   * @param mutations those of the patch itself, or those that it has in a file of its own
   * @return what it changes; nothing when it was applied before
   * @throws AppStateException when something does not verify
   */
  public List<Mutation> apply(
      AppStateCollection collection, SyncdPatch patch, List<SyncdMutation> mutations) {
    return apply(collection, patch, mutations, _ -> {});
  }

  /**
   * The same.
   *
   * @param first hears what it changes when all is verified, before it is durable
   */
  public List<Mutation> apply(
      AppStateCollection collection,
      SyncdPatch patch,
      List<SyncdMutation> mutations,
      Consumer<List<Mutation>> first) {
    CollectionState before = state(collection);
    long version = patch.getVersion().getVersion();
    if (version <= before.version()) {
      return List.of();
    }
    HashStep step = new HashStep(collection, before.hash(), name -> read(collection, name));
    for (SyncdMutation mutation : mutations) {
      step.take(open(mutation.getOperation(), mutation.getRecord()));
    }
    CollectionState after = step.after(version);
    MutationKeys signing = keys.require(patch.getKeyId().getId().toByteArray());
    byte[] snapshotMac = patch.getSnapshotMac().toByteArray();
    require(
        after.patchMac(signing, snapshotMac, step.valueMacs()),
        patch.getPatchMac(),
        "A patch has a wrong MAC");
    require(after.snapshotMac(signing), patch.getSnapshotMac(), "A collection has a wrong hash");
    List<StoreChange> changes = new ArrayList<>(step.changes());
    changes.add(putting(after));
    first.accept(step.mutations());
    store.commit(changes);
    return step.mutations();
  }

  /**
   * A patch of ours on top of what we have. It is applied like anybody's when the network took it.
   *
   * @throws MissingStateKeyException when our phone shared no key yet
   */
  public SyncdPatch write(AppStateCollection collection, List<Mutation> mutations) {
    MutationKeys signing =
        keys.newest().orElseThrow(() -> new MissingStateKeyException(new byte[0]));
    CollectionState before = state(collection);
    HashStep step = new HashStep(collection, before.hash(), name -> read(collection, name));
    List<SyncdMutation> sealed =
        mutations.stream().map(m -> RecordSeal.seal(signing, m, random)).toList();
    sealed.forEach(m -> step.take(RecordSeal.open(signing, m.getOperation(), m.getRecord())));
    CollectionState after = step.after(before.version() + 1);
    byte[] snapshotMac = after.snapshotMac(signing);
    return SyncdPatch.newBuilder()
        .addAllMutations(sealed)
        .setSnapshotMac(ByteString.copyFrom(snapshotMac))
        .setPatchMac(ByteString.copyFrom(after.patchMac(signing, snapshotMac, step.valueMacs())))
        .setKeyId(SyncdKeyId.newBuilder().setId(ByteString.copyFrom(signing.id())))
        .build();
  }

  /**
   * The collection as it stands, for who begins with it; signed like a patch.
   *
   * @param records all that are in it, as they came; what is kept here are only their MACs
   * @throws BrokenStateException when others are in it
   * @throws MissingStateKeyException when our phone shared no key yet
   */
  public SyncdSnapshot snapshot(AppStateCollection collection, List<SyncdRecord> records) {
    MutationKeys signing =
        keys.newest().orElseThrow(() -> new MissingStateKeyException(new byte[0]));
    CollectionState now = state(collection);
    HashStep step = new HashStep(collection, LtHash.EMPTY, _ -> Optional.empty());
    records.forEach(record -> step.take(open(SyncdMutation.Operation.SET, record)));
    ByteString mac = ByteString.copyFrom(step.after(now.version()).snapshotMac(signing));
    require(now.snapshotMac(signing), mac, "Other records are in the collection");
    return SyncdSnapshot.newBuilder()
        .setVersion(SyncdVersion.newBuilder().setVersion(now.version()))
        .addAllRecords(records)
        .setMac(mac)
        .setKeyId(SyncdKeyId.newBuilder().setId(ByteString.copyFrom(signing.id())))
        .build();
  }

  private RecordSeal.Opened open(SyncdMutation.Operation operation, SyncdRecord record) {
    return RecordSeal.open(
        keys.require(record.getKeyId().getId().toByteArray()), operation, record);
  }

  private static void require(byte[] expected, ByteString told, String problem) {
    if (!Hmac.same(expected, told.toByteArray())) {
      throw new BrokenStateException(problem);
    }
  }

  private CollectionState state(AppStateCollection collection) {
    return store
        .read(new RecordKey(RecordKind.APP_STATE, collection.text()))
        .map(stored -> CollectionState.parse(collection, stored))
        .orElseGet(() -> CollectionState.nothing(collection));
  }

  private static StoreChange putting(CollectionState state) {
    return StoreChange.put(RecordKind.APP_STATE, state.collection().text(), state.bytes());
  }

  private Optional<byte[]> read(AppStateCollection collection, byte[] indexMac) {
    return store.read(
        new RecordKey(RecordKind.APP_STATE_RECORD, HashStep.name(collection, indexMac)));
  }

  private void forget(AppStateCollection collection, List<StoreChange> changes) {
    changes.add(StoreChange.remove(RecordKind.APP_STATE, collection.text()));
    String prefix = collection.text() + "|";
    store.list(RecordKind.APP_STATE_RECORD).stream()
        .filter(r -> r.name().startsWith(prefix))
        .map(r -> StoreChange.remove(RecordKind.APP_STATE_RECORD, r.name()))
        .forEach(changes::add);
  }
}

package org.ledplatform.whatsapp.message;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.signal.DeviceIndex;
import org.ledplatform.whatsapp.signal.SignalAddress;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StagedStore;
import org.ledplatform.whatsapp.store.StoreChange;
import org.ledplatform.whatsapp.store.StoredRecord;

/**
 * Moves what is kept under one address of a person to another (protocol §7.5): sessions and
 * identities, so that a new identity is noticed under the new address too; after a change of the
 * LID also sender keys, blocks and tokens of trust, while groups are asked for again. Works on a
 * copy, for whoever holds every lock.
 */
final class Moving {

  /** What is kept for each device, and found through the {@link DeviceIndex}. */
  static final List<RecordKind> BY_ADDRESS =
      List.of(RecordKind.SIGNAL_SESSION, RecordKind.IDENTITY);

  private final StagedStore staged;

  Moving(StagedStore staged) {
    this.staged = staged;
  }

  /** Stores the pairs, and moves what is kept under what the LIDs replace. */
  void learn(Collection<LidMap.Pair> pairs) {
    LidMap lids = new LidMap(staged);
    Map<String, String> names = new HashMap<>();
    for (LidMap.Pair pair : pairs) {
      Optional<Jid> before = lids.lidOf(pair.phone()).filter(lid -> !lid.equals(pair.lid()));
      staged.commit(lids.learn(pair));
      if (before.isPresent()) {
        move(before.get(), pair.lid());
        moveToken(before.get(), pair.phone());
        staged.commit(BlockedPeople.renaming(staged, before.get(), pair.lid()));
        renaming(names, before.get(), pair.lid());
      }
      move(pair.phone(), pair.lid());
    }
    if (!names.isEmpty()) {
      moveSenderKeys(names);
      forgetGroups();
    }
  }

  /** Somebody may get several LIDs in one go: the first leads to the last at once. */
  private static void renaming(Map<String, String> names, Jid before, Jid now) {
    String oldName = SignalAddress.of(before).name();
    String newName = SignalAddress.of(now).name();
    names.replaceAll((_, to) -> to.equals(oldName) ? newName : to);
    names.put(oldName, newName);
  }

  /**
   * A LID is no longer a person's, and the next is not known yet: what is about the person waits
   * under the phone number, where it is found meanwhile and whence the next LID takes it over.
   */
  void keepUnder(Jid lid, Jid phone) {
    moveToken(lid, phone);
    staged.commit(BlockedPeople.renaming(staged, lid, phone));
    forgetGroups();
  }

  /** Moves sessions and identities; what is there already stays. */
  void move(Jid from, Jid to) {
    String oldName = SignalAddress.of(from).name();
    String newName = SignalAddress.of(to).name();
    DeviceIndex index = new DeviceIndex(staged);
    List<Integer> moving = index.devicesOf(oldName);
    if (moving.isEmpty()) {
      return;
    }
    TreeSet<Integer> devices = new TreeSet<>(index.devicesOf(newName));
    devices.addAll(moving);
    for (RecordKind kind : BY_ADDRESS) {
      moving.forEach(device -> rename(kind, oldName + "." + device, newName + "." + device));
    }
    staged.commit(
        List.of(DeviceIndex.writing(oldName, List.of()), DeviceIndex.writing(newName, devices)));
  }

  /** Forgets the sender keys of one device, in all groups. */
  void forgetSenderKeys(SignalAddress device) {
    for (StoredRecord record : staged.list(RecordKind.SENDER_KEY)) {
      if (record.name().endsWith("|" + device)) {
        staged.commit(List.of(StoreChange.remove(RecordKind.SENDER_KEY, record.name())));
      }
    }
  }

  /**
   * Nothing tells which groups somebody writes in, so all are looked at, once for all pairs: people
   * rarely get another LID.
   */
  private void moveSenderKeys(Map<String, String> names) {
    for (StoredRecord record : staged.list(RecordKind.SENDER_KEY)) {
      int bar = record.name().lastIndexOf('|');
      int dot = record.name().lastIndexOf('.');
      if (bar >= 0 && dot > bar && names.containsKey(record.name().substring(bar + 1, dot))) {
        String newName = names.get(record.name().substring(bar + 1, dot));
        rename(
            RecordKind.SENDER_KEY,
            record.name(),
            record.name().substring(0, bar + 1) + newName + record.name().substring(dot));
      }
    }
  }

  /** They list their members by the addresses of before; whoever needs one asks for it again. */
  private void forgetGroups() {
    staged.commit(
        staged.list(RecordKind.GROUP).stream()
            .map(group -> StoreChange.remove(RecordKind.GROUP, group.name()))
            .toList());
  }

  /**
   * To the phone number, where {@link TrustTokens} looks too and whence it moves on by itself: only
   * that knows in which places of its ring tokens are.
   */
  private void moveToken(Jid from, Jid phone) {
    rename(RecordKind.TRUST_TOKEN, from.toString(), phone.toString());
  }

  private void rename(RecordKind kind, String from, String to) {
    RecordKey old = new RecordKey(kind, from);
    RecordKey moved = new RecordKey(kind, to);
    Optional<byte[]> value = staged.read(old);
    if (value.isPresent() && !from.equals(to)) {
      if (staged.read(moved).isEmpty()) {
        staged.commit(List.of(new StoreChange.Put(moved, value.get())));
      }
      staged.commit(List.of(new StoreChange.Remove(old)));
    }
  }
}

package org.ledplatform.whatsapp.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.signal.SignalAddress;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * The people we exchange messages with: their canonical addresses, the lock of each of their
 * devices, and their signal sessions when an address changes. Safe for use by many threads.
 */
public final class Contacts {

  private static final List<RecordKind> BY_ADDRESS =
      List.of(RecordKind.SIGNAL_SESSION, RecordKind.IDENTITY);

  private final DeviceStore store;
  private final LidMap lids;
  private final ContactLocks locks = new ContactLocks();

  public Contacts(DeviceStore store) {
    this.store = store;
    this.lids = new LidMap(store);
  }

  /** The canonical form of an address; the device stays. */
  public Jid canonical(Jid jid) {
    return lids.canonical(jid);
  }

  /** The signal address under which everything about this device is kept. */
  public SignalAddress addressOf(Jid device) {
    return SignalAddress.of(canonical(device));
  }

  /** The phone-number address of a person, without a device, when known. */
  public Optional<Jid> phoneOf(Jid person) {
    return person.isPhone()
        ? Optional.of(person.withoutDevice())
        : lids.phoneOf(person.withoutDevice());
  }

  /** The LID address of a person, without a device, when known. */
  public Optional<Jid> lidOf(Jid person) {
    return person.isLid()
        ? Optional.of(person.withoutDevice())
        : lids.lidOf(person.withoutDevice());
  }

  /** Whether two addresses, with devices or without, belong to the same person or group. */
  public boolean same(Jid one, Jid other) {
    return canonical(one).sameUser(canonical(other));
  }

  /** Every known address of somebody, without devices: the given one first. */
  public List<Jid> namesOf(Jid someone) {
    Jid bare = someone.withoutDevice();
    return Stream.of(Stream.of(bare), lids.lidOf(bare).stream(), lids.phoneOf(bare).stream())
        .flatMap(s -> s)
        .toList();
  }

  /** Runs the work while these devices are locked, from reading their ratchets to committing. */
  public <T> T locking(Collection<Jid> devices, Supplier<T> work) {
    return locks.with(devices, this::canonical, work);
  }

  /**
   * Stores what was learned about addresses of the same person, and moves the signal sessions that
   * were kept under the phone number to the LID. Does nothing for what is known already.
   */
  public void learn(Collection<LidMap.Pair> pairs) {
    for (LidMap.Pair pair : pairs) {
      if (lids.isNews(pair)) {
        locks.alone(
            () -> {
              store.commit(learning(pair));
              return pair;
            });
      }
    }
  }

  /**
   * Learns from somebody who is no judge of addresses, such as our phone's memory of them: a pair
   * that contradicts what is known is left out.
   */
  public void suggest(Collection<LidMap.Pair> pairs) {
    learn(
        pairs.stream()
            .filter(p -> lids.lidOf(p.phone()).isEmpty() && lids.phoneOf(p.lid()).isEmpty())
            .toList());
  }

  /** Forgets the signal sessions with all devices of a person, whose identity has changed. */
  public void forgetSessions(Jid person) {
    forget(
        name ->
            namesOf(person).stream()
                .anyMatch(jid -> isDeviceOf(name, SignalAddress.of(jid).name())));
  }

  /** Forgets the signal session with one device, which is gone. */
  public void forgetSession(Jid device) {
    forget(
        name ->
            namesOf(device).stream()
                .map(jid -> SignalAddress.of(jid.withDevice(device.device())).toString())
                .anyMatch(name::equals));
  }

  private void forget(java.util.function.Predicate<String> addressed) {
    locks.alone(
        () -> {
          store.commit(
              BY_ADDRESS.stream()
                  .flatMap(
                      kind ->
                          store.list(kind).stream()
                              .filter(r -> addressed.test(r.name()))
                              .map(r -> StoreChange.remove(kind, r.name())))
                  .toList());
          return addressed;
        });
  }

  private List<StoreChange> learning(LidMap.Pair pair) {
    List<StoreChange> changes = new ArrayList<>(lids.learn(pair));
    String oldName = SignalAddress.of(pair.phone()).name();
    String newName = SignalAddress.of(pair.lid()).name();
    for (RecordKind kind : BY_ADDRESS) {
      for (var record : store.list(kind)) {
        if (isDeviceOf(record.name(), oldName)) {
          String moved = newName + record.name().substring(oldName.length());
          if (store.read(new RecordKey(kind, moved)).isEmpty()) {
            changes.add(StoreChange.put(kind, moved, record.value()));
          }
          changes.add(StoreChange.remove(kind, record.name()));
        }
      }
    }
    return changes;
  }

  private static boolean isDeviceOf(String address, String name) {
    return address.startsWith(name + ".");
  }
}

package org.ledplatform.whatsapp.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.signal.DeviceIndex;
import org.ledplatform.whatsapp.signal.SignalAddress;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StagedStore;
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
  private final Optional<LidMap.Pair> own;

  /** For whoever has no account yet, or plays somebody else. */
  public Contacts(DeviceStore store) {
    this(store, Optional.empty());
  }

  /**
   * @param own our own two addresses, which nobody can give to somebody else
   */
  public Contacts(DeviceStore store, Optional<LidMap.Pair> own) {
    this.store = store;
    this.lids = new LidMap(store);
    this.own = own;
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

  /** One address for each device: under two it would step one ratchet twice from the same state. */
  public Collection<Jid> distinct(Collection<Jid> devices) {
    Map<Jid, Jid> byCanonical = new LinkedHashMap<>();
    for (Jid device : devices) {
      byCanonical.putIfAbsent(canonical(device), device);
    }
    return byCanonical.values();
  }

  /** Runs the work while these devices are locked, from reading their ratchets to committing. */
  public <T> T locking(Collection<Jid> devices, Supplier<T> work) {
    return locks.with(devices, this::canonical, work);
  }

  /**
   * Stores what was learned about addresses of the same person, and moves the signal sessions that
   * were kept under the phone number to the LID: many pairs in one commit. Does nothing for what is
   * known already; what would give our own address to somebody else is left out.
   */
  public void learn(Collection<LidMap.Pair> pairs) {
    List<LidMap.Pair> news = pairs.stream().filter(lids::isNews).filter(this::allowed).toList();
    if (!news.isEmpty()) {
      alone(
          staged ->
              news.forEach(
                  pair -> {
                    staged.commit(new LidMap(staged).learn(pair));
                    move(staged, pair.phone(), pair.lid());
                  }));
    }
  }

  private boolean allowed(LidMap.Pair pair) {
    return own.isEmpty()
        || own.get().equals(pair)
        || !(own.get().phone().equals(pair.phone()) || own.get().lid().equals(pair.lid()));
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

  /**
   * A person has another phone number: their LID stays, and so do their signal sessions. Our own
   * number is left alone.
   */
  public void renumber(Jid before, Jid now) {
    Optional<Jid> lid = lids.lidOf(before.withoutDevice());
    if (lid.isPresent()) {
      learn(LidMap.Pair.of(now, lid.get()).stream().toList());
    } else if (!isOwn(before) && !isOwn(now)) {
      alone(staged -> move(staged, before, now));
    }
  }

  /**
   * Forgets which LID somebody has, and the signal sessions with them: they registered anew. What
   * is known of ourselves stays.
   *
   * @return the phone number under which the network may be asked for the new one, when known
   */
  public Optional<Jid> forgetLid(Jid person) {
    Optional<Jid> phone = phoneOf(person);
    Optional<Jid> lid = lidOf(person);
    if (lid.isEmpty() || isOwn(person)) {
      return Optional.empty();
    }
    forgetSessions(person);
    alone(staged -> staged.commit(LidMap.forgetting(lid.get(), phone)));
    return phone;
  }

  private boolean isOwn(Jid person) {
    return own.isPresent()
        && (person.sameUser(own.get().phone()) || person.sameUser(own.get().lid()));
  }

  /** Forgets the signal sessions with all devices of a person, whose identity has changed. */
  public void forgetSessions(Jid person) {
    alone(
        staged -> {
          for (Jid name : namesOf(person)) {
            String signalName = SignalAddress.of(name).name();
            index(staged).devicesOf(signalName).forEach(d -> drop(staged, signalName + "." + d));
            staged.commit(List.of(DeviceIndex.writing(signalName, List.of())));
          }
        });
  }

  /** Forgets the signal session with one device, which is gone. */
  public void forgetSession(Jid device) {
    alone(
        staged -> {
          for (Jid name : namesOf(device)) {
            SignalAddress address = SignalAddress.of(name.withDevice(device.device()));
            drop(staged, address.toString());
            List<Integer> left = new ArrayList<>(index(staged).devicesOf(address.name()));
            left.remove((Integer) address.device());
            staged.commit(List.of(DeviceIndex.writing(address.name(), left)));
          }
        });
  }

  /** Ends the signal session with one device, whose identity stays known. */
  public void endSession(Jid device) {
    locking(
        List.of(device),
        () -> {
          store.commit(
              List.of(StoreChange.remove(RecordKind.SIGNAL_SESSION, addressOf(device).toString())));
          return device;
        });
  }

  /**
   * The changes that end the signal sessions with the other devices of whoever uses this one and
   * has a new identity; none for our own. Their identities stay, so that another one is noticed.
   * For whoever holds the lock of the device.
   *
   * @param kept sessions that are newer than the new identity
   */
  public List<StoreChange> droppingOthers(Jid device, Set<SignalAddress> kept) {
    if (isOwn(device)) {
      return List.of();
    }
    SignalAddress address = addressOf(device);
    return new DeviceIndex(store)
        .devicesOf(address.name()).stream()
            .map(other -> new SignalAddress(address.name(), other))
            .filter(other -> !other.equals(address) && !kept.contains(other))
            .map(other -> StoreChange.remove(RecordKind.SIGNAL_SESSION, other.toString()))
            .toList();
  }

  /** Does something to a copy while nobody else holds any lock, and commits it all at once. */
  private void alone(Consumer<StagedStore> work) {
    locks.alone(
        () -> {
          new DeviceIndex(store).complete();
          StagedStore staged = new StagedStore(store);
          work.accept(staged);
          store.commit(staged.changes());
          return staged;
        });
  }

  private static DeviceIndex index(StagedStore staged) {
    return new DeviceIndex(staged);
  }

  private static void drop(StagedStore staged, String address) {
    staged.commit(BY_ADDRESS.stream().map(kind -> StoreChange.remove(kind, address)).toList());
  }

  /** Moves what is kept under one address to another; what is there already stays. */
  private static void move(StagedStore staged, Jid from, Jid to) {
    String oldName = SignalAddress.of(from).name();
    String newName = SignalAddress.of(to).name();
    List<Integer> moving = index(staged).devicesOf(oldName);
    if (moving.isEmpty()) {
      return;
    }
    TreeSet<Integer> devices = new TreeSet<>(index(staged).devicesOf(newName));
    devices.addAll(moving);
    for (RecordKind kind : BY_ADDRESS) {
      for (int device : moving) {
        RecordKey old = new RecordKey(kind, oldName + "." + device);
        RecordKey moved = new RecordKey(kind, newName + "." + device);
        Optional<byte[]> value = staged.read(old);
        if (value.isPresent() && staged.read(moved).isEmpty()) {
          staged.commit(List.of(new StoreChange.Put(moved, value.get())));
        }
        staged.commit(List.of(new StoreChange.Remove(old)));
      }
    }
    staged.commit(
        List.of(DeviceIndex.writing(oldName, List.of()), DeviceIndex.writing(newName, devices)));
  }
}

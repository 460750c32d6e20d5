package org.ledplatform.whatsapp.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.signal.DeviceIndex;
import org.ledplatform.whatsapp.signal.SignalAddress;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StagedStore;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * The people we exchange messages with: their canonical addresses, the lock of each of their
 * devices, and what is kept about them when an address changes. Safe for use by many threads.
 */
public final class Contacts {

  private final DeviceStore store;
  private final LidMap lids;
  private final ContactLocks locks = new ContactLocks();
  private final Optional<Self> self;

  /** For whoever has no account yet, or plays somebody else. */
  public Contacts(DeviceStore store) {
    this(store, Optional.empty());
  }

  /**
   * @param self our own addresses, which nobody can give to somebody else
   */
  public Contacts(DeviceStore store, Optional<Self> self) {
    this.store = store;
    this.lids = new LidMap(store);
    this.self = self;
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
   * Stores what was learned about addresses of the same person, and moves what was kept under the
   * phone number, or under a LID that the person had before, to the LID: many pairs in one commit.
   * Does nothing for what is known already; what would give our own address to somebody else is
   * left out.
   */
  public void learn(Collection<LidMap.Pair> pairs) {
    List<LidMap.Pair> news = pairs.stream().filter(lids::isNews).filter(this::allowed).toList();
    if (!news.isEmpty()) {
      alone(staged -> new Moving(staged).learn(news));
    }
  }

  private boolean allowed(LidMap.Pair pair) {
    Optional<LidMap.Pair> own = self.flatMap(Self::pair);
    return own.isEmpty()
        || own.get().equals(pair)
        || !(own.get().phone().equals(pair.phone()) || own.get().lid().equals(pair.lid()));
  }

  /**
   * Our account has another LID, as the network says when it accepts our login: what is kept about
   * our other devices moves with it, and our sender keys are made anew, because groups know them
   * under the old one. Durable, in one commit with the credentials, when this returns.
   *
   * @param lid the new one
   * @param remembering the changes that store the credentials with it
   */
  public void moveSelf(Jid lid, List<StoreChange> remembering) {
    Self me = self.orElseThrow();
    locks.alone(
        () -> {
          SignalAddress before = SignalAddress.of(me.lid());
          alone(
              staged -> {
                Moving moving = new Moving(staged);
                moving.forgetSenderKeys(before);
                // The old one too: before the first login it is not stored yet.
                moving.learn(
                    Stream.concat(me.pair().stream(), LidMap.Pair.of(me.jid(), lid).stream())
                        .toList());
                staged.commit(remembering);
                staged.commit(me.leaving());
              });
          me.moveTo(lid);
          return me;
        });
  }

  /**
   * Learns from our own phone that people got other LIDs (protocol §12.7). It may be late, so only
   * the very LID that is known is replaced by its successor, and only by one that nobody else has;
   * whoever has no LID yet gets the newest.
   */
  public void succeed(Collection<LidMigration.Mapping> mappings) {
    learn(
        mappings.stream()
            .filter(
                m ->
                    lids.phoneOf(m.latest().lid()).isEmpty()
                        && lids.lidOf(m.latest().phone()).map(m.assigned()::equals).orElse(true))
            .map(LidMigration.Mapping::latest)
            .toList());
  }

  /**
   * Learns from somebody who is no judge of addresses, such as our phone's history: a pair that
   * contradicts what is known is left out.
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
      alone(staged -> new Moving(staged).move(before, now));
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
    alone(
        staged -> {
          phone.ifPresent(number -> new Moving(staged).keepUnder(lid.get(), number));
          staged.commit(LidMap.forgetting(lid.get(), phone));
        });
    return phone;
  }

  private boolean isOwn(Jid person) {
    return self.filter(me -> me.isMe(person)).isPresent();
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
    staged.commit(
        Moving.BY_ADDRESS.stream().map(kind -> StoreChange.remove(kind, address)).toList());
  }
}

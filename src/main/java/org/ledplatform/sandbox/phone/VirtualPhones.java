package org.ledplatform.sandbox.phone;

import com.google.protobuf.InvalidProtocolBufferException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.proto.StoredPhone;
import org.ledplatform.sandbox.server.NewAccount;
import org.ledplatform.sandbox.server.SandboxServer;
import org.ledplatform.sandbox.storage.SandboxStorage;
import org.ledplatform.sandbox.storage.SandboxStorageException;
import org.ledplatform.sandbox.storage.Table;
import org.ledplatform.sandbox.storage.Write;

/** All virtual phones. Safe for use by many threads. */
public final class VirtualPhones {

  private final SandboxServer server;
  private final SandboxStorage storage;
  private final Clock clock;
  private final SecureRandom random;
  private final Map<String, VirtualPhone> phones = new ConcurrentHashMap<>();
  private final List<PhoneWatcher> watchers = new CopyOnWriteArrayList<>();

  /** Connects the phones that were stored. */
  public VirtualPhones(
      SandboxServer server, SandboxStorage storage, Clock clock, SecureRandom random) {
    this.server = server;
    this.storage = storage;
    this.clock = clock;
    this.random = random;
    for (SandboxStorage.Entry entry : storage.list(Table.PHONES, "")) {
      StoredPhone about = read(entry.value());
      // A crash between removing the account and the phone leaves half a phone behind.
      if (server.account(about.getPhone()).isPresent()) {
        PhoneStore store = new PhoneStore(storage, entry.name());
        connect(entry.name(), about, store, PhoneKeys.read(store, random));
      } else {
        erase(entry.name());
      }
    }
  }

  /** From now on this one hears what every phone shows. */
  public void watch(PhoneWatcher watcher) {
    watchers.add(watcher);
  }

  /** The tenant's phones, oldest first. */
  public List<VirtualPhone> of(String tenant) {
    return phones.values().stream()
        .filter(phone -> phone.tenant().equals(tenant))
        .sorted(Comparator.comparingLong(VirtualPhone::number))
        .toList();
  }

  /** The tenant's phone with this id. */
  public Optional<VirtualPhone> find(String tenant, String id) {
    return Optional.ofNullable(phones.get(id)).filter(phone -> phone.tenant().equals(tenant));
  }

  /**
   * Adds a phone.
   *
   * @param wish digits of the phone number; chosen by the network when absent
   * @param readsOnDemand whether what comes in stays unread before somebody says otherwise
   * @return empty when somebody has that number
   */
  public synchronized Optional<VirtualPhone> add(
      String tenant, String name, Optional<String> wish, boolean readsOnDemand) {
    String id = newId();
    PhoneStore store = new PhoneStore(storage, id);
    PhoneKeys keys = PhoneKeys.create(store, random);
    Optional<Account> account =
        server.register(
            new NewAccount(
                tenant,
                name,
                wish,
                keys.identity().registrationId(),
                keys.identity().identityKey().publicKey(),
                keys.signedKey(),
                keys.fresh()));
    if (account.isEmpty()) {
      erase(id);
      return Optional.empty();
    }
    StoredPhone about =
        StoredPhone.newBuilder()
            .setTenant(tenant)
            .setName(name)
            .setPhone(account.get().phone())
            .setReadsOnDemand(readsOnDemand)
            .setRawId(random.nextInt(Integer.MAX_VALUE))
            .setNumber(phones.values().stream().mapToLong(VirtualPhone::number).max().orElse(0) + 1)
            .build();
    storage.commit(List.of(new Write.Put(Table.PHONES, id, about.toByteArray())));
    return Optional.of(connect(id, about, store, keys));
  }

  /** Removes a phone, its account and everything it has. */
  public synchronized void remove(VirtualPhone phone) {
    phones.remove(phone.id());
    phone.switchOff();
    server.unregister(phone.phone());
    erase(phone.id());
  }

  /**
   * The person installs the app anew on this phone: it has other keys, forgot every session, and
   * its companions are logged out. What it shows stays, as from a backup.
   */
  public synchronized void reinstall(VirtualPhone phone) {
    phone.switchOff();
    storage.commit(
        Stream.of(Table.PHONE_RECORDS, Table.PHONE_SNAPSHOTS)
            .flatMap(table -> removals(table, phone.id()))
            .toList());
    PhoneStore store = new PhoneStore(storage, phone.id());
    PhoneKeys keys = PhoneKeys.create(store, random);
    StoredPhone about =
        phone.about().toBuilder().setRawId(random.nextInt(Integer.MAX_VALUE)).build();
    storage.commit(List.of(new Write.Put(Table.PHONES, phone.id(), about.toByteArray())));
    server.reinstall(
        phone.phone(),
        new NewAccount(
            phone.tenant(),
            phone.name(),
            Optional.of(phone.phone()),
            keys.identity().registrationId(),
            keys.identity().identityKey().publicKey(),
            keys.signedKey(),
            keys.fresh()));
    connect(phone.id(), about, store, keys);
  }

  /**
   * The person gets another LID; the phones of all others tell their companions of it, and so does
   * this one.
   *
   * @param seed chooses the LID
   */
  public void changeLid(VirtualPhone phone, long seed) {
    List<Account> before = phone.account().stream().toList();
    server.changeLid(phone.phone(), seed);
    of(phone.tenant()).forEach(other -> tellLids(other, before));
  }

  /** The account uses LIDs from now on: its phone tells its companions everybody's. */
  public void migrate(VirtualPhone phone) {
    tellLids(phone, server.people(phone.tenant()));
  }

  private static void tellLids(VirtualPhone phone, List<Account> before) {
    try {
      phone.tellLids(before);
    } catch (PhoneOffException _) {
      // It was removed in the meantime, with its companions.
    }
  }

  /** Switches all phones off: what waits for them waits for the next start. */
  public void close() {
    phones.values().forEach(VirtualPhone::switchOff);
  }

  private VirtualPhone connect(String id, StoredPhone about, PhoneStore store, PhoneKeys keys) {
    VirtualPhone phone =
        new VirtualPhone(id, about, server, storage, store, keys, clock, random, this::shown);
    phones.put(id, phone);
    return phone;
  }

  private void shown(String tenant, String phoneId) {
    watchers.forEach(watcher -> watcher.shown(tenant, phoneId));
  }

  private void erase(String id) {
    storage.commit(
        Stream.concat(
                Stream.of(Table.PHONE_RECORDS, Table.PHONE_SNAPSHOTS, Table.SHOWN)
                    .flatMap(table -> removals(table, id)),
                Stream.of(new Write.Remove(Table.PHONES, id)))
            .toList());
  }

  private Stream<Write> removals(Table table, String id) {
    return storage.list(table, id + "/").stream()
        .map(entry -> new Write.Remove(table, entry.name()));
  }

  private String newId() {
    byte[] bytes = new byte[8];
    random.nextBytes(bytes);
    return "ph-" + HexFormat.of().formatHex(bytes);
  }

  private static StoredPhone read(byte[] bytes) {
    try {
      return StoredPhone.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new SandboxStorageException("A stored phone cannot be read", e);
    }
  }
}

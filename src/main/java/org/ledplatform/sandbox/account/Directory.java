package org.ledplatform.sandbox.account;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ledplatform.sandbox.storage.SandboxStorage;
import org.ledplatform.sandbox.storage.Table;
import org.ledplatform.sandbox.storage.Turns;
import org.ledplatform.sandbox.storage.Write;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.Server;

/** Accounts and their devices. Touched only in a turn. */
public final class Directory {

  private final Turns turns;
  private final Map<String, Account> byPhone = new LinkedHashMap<>();
  private final Map<String, String> phoneOfNumber = new HashMap<>();
  private final Map<String, String> phoneOfLid = new HashMap<>();
  private final Map<String, NavigableMap<Integer, Device>> devices = new HashMap<>();

  /** Reads what was stored. */
  public Directory(Turns turns, SandboxStorage storage) {
    this.turns = turns;
    storage
        .list(Table.ACCOUNTS, "")
        .forEach(entry -> remember(Account.of(entry.name(), entry.value())));
    for (SandboxStorage.Entry entry : storage.list(Table.DEVICES, "")) {
      int slash = entry.name().indexOf('/');
      DeviceId id =
          new DeviceId(
              entry.name().substring(0, slash),
              Integer.parseInt(entry.name().substring(slash + 1)));
      remember(Device.of(id, entry.value()));
    }
  }

  /** Everybody of a tenant. */
  public List<Account> accounts(String tenant) {
    turns.requireTurn();
    return byPhone.values().stream().filter(a -> a.tenant().equals(tenant)).toList();
  }

  /** The account with this name, of whatever tenant. */
  public Optional<Account> byPhone(String phone) {
    turns.requireTurn();
    return Optional.ofNullable(byPhone.get(phone));
  }

  /** The account that has this phone number now, of whatever tenant. */
  public Optional<Account> byNumber(String digits) {
    turns.requireTurn();
    return Optional.ofNullable(phoneOfNumber.get(digits)).map(byPhone::get);
  }

  /** Whether these digits are anybody's phone number or LID. */
  public boolean taken(String digits) {
    turns.requireTurn();
    return phoneOfNumber.containsKey(digits) || phoneOfLid.containsKey(digits);
  }

  /** A name for a new account that begins with this phone number. */
  public String newName(String digits) {
    turns.requireTurn();
    return Stream.concat(
            Stream.of(digits), IntStream.iterate(2, n -> n + 1).mapToObj(n -> digits + "." + n))
        .filter(name -> !byPhone.containsKey(name))
        .findFirst()
        .orElseThrow();
  }

  /** Whom a tenant's people reach under this address, by phone number or by LID. */
  public Optional<Account> find(String tenant, Jid jid) {
    turns.requireTurn();
    Map<String, String> names = jid.server() == Server.LID ? phoneOfLid : phoneOfNumber;
    String phone = names.getOrDefault(jid.user(), "");
    boolean person =
        jid.server() == Server.PHONE || jid.server() == Server.LID || jid.server() == Server.LEGACY;
    return person
        ? Optional.ofNullable(byPhone.get(phone)).filter(a -> a.tenant().equals(tenant))
        : Optional.empty();
  }

  /** The device, if it is linked. */
  public Optional<Device> device(DeviceId id) {
    turns.requireTurn();
    return Optional.ofNullable(devices.get(id.phone())).map(all -> all.get(id.number()));
  }

  /** All devices of an account, the phone first. */
  public Collection<Device> devices(Account account) {
    turns.requireTurn();
    NavigableMap<Integer, Device> all = devices.get(account.phone());
    return all == null ? List.of() : List.copyOf(all.values());
  }

  /** Adds or replaces an account. */
  public void save(Account account) {
    turns.write(new Write.Put(Table.ACCOUNTS, account.phone(), account.toBytes()));
    remember(account);
  }

  /** Adds or replaces a device. */
  public void save(Device device) {
    turns.write(new Write.Put(Table.DEVICES, device.id().toString(), device.toBytes()));
    remember(device);
  }

  /** Removes a device. */
  public void remove(DeviceId id) {
    turns.write(new Write.Remove(Table.DEVICES, id.toString()));
    NavigableMap<Integer, Device> all = devices.get(id.phone());
    if (all != null) {
      all.remove(id.number());
    }
  }

  /** Removes an account; its devices must be gone. */
  public void remove(Account account) {
    turns.write(new Write.Remove(Table.ACCOUNTS, account.phone()));
    byPhone.remove(account.phone());
    phoneOfNumber.remove(account.number());
    phoneOfLid.remove(account.lid());
    devices.remove(account.phone());
  }

  private void remember(Account account) {
    Account older = byPhone.put(account.phone(), account);
    if (older != null) {
      phoneOfLid.remove(older.lid());
      phoneOfNumber.remove(older.number());
    }
    phoneOfNumber.put(account.number(), account.phone());
    phoneOfLid.put(account.lid(), account.phone());
  }

  private void remember(Device device) {
    devices
        .computeIfAbsent(device.id().phone(), _ -> new TreeMap<>())
        .put(device.id().number(), device);
  }
}

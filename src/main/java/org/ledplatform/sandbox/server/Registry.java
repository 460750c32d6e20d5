package org.ledplatform.sandbox.server;

import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.Acquaintances;
import org.ledplatform.sandbox.account.Device;
import org.ledplatform.sandbox.account.DeviceId;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.account.PreKeyStock;
import org.ledplatform.sandbox.account.Profiles;
import org.ledplatform.sandbox.group.GroupNotices.Actor;
import org.ledplatform.sandbox.group.Leaving;

/** How people come to the network and leave it. Touched only in a turn. */
final class Registry {

  private final Directory directory;
  private final PreKeyStock stock;
  private final Numbers numbers;
  private final Unlinking unlinking;
  private final Leaving leaving;
  private final Profiles profiles;
  private final Acquaintances acquaintances;

  Registry(
      Directory directory,
      PreKeyStock stock,
      Numbers numbers,
      Unlinking unlinking,
      Leaving leaving,
      Profiles profiles,
      Acquaintances acquaintances) {
    this.directory = directory;
    this.stock = stock;
    this.numbers = numbers;
    this.unlinking = unlinking;
    this.leaving = leaving;
    this.profiles = profiles;
    this.acquaintances = acquaintances;
  }

  /** Registers a phone; empty when somebody has that number. */
  Optional<Account> register(NewAccount wish) {
    Optional<String> phone = numbers.phone(wish.phone());
    return phone.map(digits -> register(wish, digits));
  }

  /**
   * Removes an account and everything it has; it leaves its groups, its companions are logged out.
   */
  void unregister(Account account) {
    leaving.leaveAll(new Actor(account, new DeviceId(account.phone(), 0)));
    profiles.remove(account.phone());
    acquaintances.forget(account);
    directory.devices(account).stream()
        .sorted((a, b) -> b.id().number() - a.id().number())
        .forEach(unlinking::unlink);
    directory.remove(account);
  }

  private Account register(NewAccount wish, String digits) {
    String phone = directory.newName(digits);
    Account account = Account.fresh(phone, digits, numbers.lid(), wish.tenant(), wish.name());
    Device device =
        Device.phone(phone, wish.registrationId(), wish.identity(), wish.signedPreKey());
    directory.save(account);
    directory.save(device);
    stock.add(device.id(), wish.keys());
    return account;
  }
}

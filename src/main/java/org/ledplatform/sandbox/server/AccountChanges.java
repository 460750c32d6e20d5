package org.ledplatform.sandbox.server;

import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.Acquaintances;
import org.ledplatform.sandbox.account.AppStates;
import org.ledplatform.sandbox.account.Device;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.account.PreKeyStock;
import org.ledplatform.sandbox.delivery.Notices;
import org.ledplatform.sandbox.delivery.Sessions;
import org.ledplatform.sandbox.group.GroupNotices;
import org.ledplatform.sandbox.group.Groups;
import org.ledplatform.whatsapp.node.Node;

/** What happens to accounts while people go on using them (protocol §14). In a turn only. */
final class AccountChanges {

  /** Tells a client to connect again at once. */
  private static final int RESTART = 515;

  private final Directory directory;
  private final PreKeyStock stock;
  private final AppStates states;
  private final Numbers numbers;
  private final Unlinking unlinking;
  private final Sessions sessions;
  private final Notices notices;
  private final Acquaintances acquaintances;
  private final Groups groups;
  private final GroupNotices groupNotices;

  AccountChanges(
      Directory directory,
      PreKeyStock stock,
      AppStates states,
      Numbers numbers,
      Unlinking unlinking,
      Sessions sessions,
      Notices notices,
      Acquaintances acquaintances,
      Groups groups,
      GroupNotices groupNotices) {
    this.directory = directory;
    this.stock = stock;
    this.states = states;
    this.numbers = numbers;
    this.unlinking = unlinking;
    this.sessions = sessions;
    this.notices = notices;
    this.acquaintances = acquaintances;
    this.groups = groups;
    this.groupNotices = groupNotices;
  }

  /**
   * A phone was installed anew: its companions are gone, and everybody hears of its new identity.
   */
  void reinstall(Account account, NewAccount anew) {
    unlinkCompanions(account);
    Device device =
        Device.phone(account.phone(), anew.registrationId(), anew.identity(), anew.signedPreKey());
    directory.byPhone(account.phone()).ifPresent(a -> directory.save(a.listing(new byte[0])));
    directory.save(device);
    stock.clear(device.id());
    // Nobody has the key any more.
    states.clear(account.phone());
    stock.add(device.id(), anew.keys());
    notices.identityChanged(account);
  }

  /**
   * A person gets another phone number: everything else stays, but companions log in under the old
   * one, so they are gone. Who chatted with the person hears of it, and so do members of the same
   * groups (protocol §6.8, §9.3).
   */
  Optional<Account> changeNumber(Account account, Optional<String> wish) {
    Optional<String> number = numbers.phone(wish);
    if (number.isEmpty()) {
      return Optional.empty();
    }
    unlinkCompanions(account);
    Account after =
        directory
            .byPhone(account.phone())
            .orElseThrow()
            .calledAt(number.get())
            .listing(new byte[0]);
    directory.save(after);
    renameInBlocklists(account, after);
    directory.accounts(after.tenant()).stream()
        .filter(other -> acquaintances.know(after, other))
        .forEach(other -> notices.numberChanged(account, after, other));
    groups.of(after).forEach(group -> groupNotices.numberChanged(group, account, after));
    return Optional.of(after);
  }

  /** Whoever is blocked stays so. */
  private void renameInBlocklists(Account before, Account after) {
    String old = before.phoneJid().toString();
    directory.accounts(after.tenant()).stream()
        .filter(other -> other.blocked().contains(old))
        .forEach(
            other ->
                directory.save(
                    other.blocking(
                        other.blocked().stream()
                            .map(jid -> jid.equals(old) ? after.phoneJid().toString() : jid)
                            .toList())));
  }

  private void unlinkCompanions(Account account) {
    directory.devices(account).stream()
        .filter(device -> !device.id().isPhone())
        .forEach(unlinking::unlink);
  }

  /**
   * A person gets another LID; connected companions log in anew and learn it.
   *
   * @param seed chooses the LID
   */
  void changeLid(Account account, long seed) {
    directory.save(account.movedTo(numbers.lid(seed)));
    for (Device device : directory.devices(account)) {
      if (!device.id().isPhone()) {
        sessions
            .of(device.id())
            .ifPresent(
                session -> {
                  session.put(Node.of("stream:error").with("code", RESTART));
                  session.end("another LID");
                });
      }
    }
  }
}

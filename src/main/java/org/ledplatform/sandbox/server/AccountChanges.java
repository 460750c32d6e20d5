package org.ledplatform.sandbox.server;

import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.AppStates;
import org.ledplatform.sandbox.account.Device;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.account.PreKeyStock;
import org.ledplatform.sandbox.delivery.Notices;
import org.ledplatform.sandbox.delivery.Sessions;
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

  AccountChanges(
      Directory directory,
      PreKeyStock stock,
      AppStates states,
      Numbers numbers,
      Unlinking unlinking,
      Sessions sessions,
      Notices notices) {
    this.directory = directory;
    this.stock = stock;
    this.states = states;
    this.numbers = numbers;
    this.unlinking = unlinking;
    this.sessions = sessions;
    this.notices = notices;
  }

  /**
   * A phone was installed anew: its companions are gone, and everybody hears of its new identity.
   */
  void reinstall(Account account, NewAccount anew) {
    directory.devices(account).stream()
        .filter(device -> !device.id().isPhone())
        .forEach(unlinking::unlink);
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

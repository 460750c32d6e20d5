package org.ledplatform.whatsapp.client;

import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Executor;
import org.ledplatform.whatsapp.appstate.AppState;
import org.ledplatform.whatsapp.appstate.AppStateKeys;
import org.ledplatform.whatsapp.history.HistoryListener;
import org.ledplatform.whatsapp.message.OwnPhone;
import org.ledplatform.whatsapp.message.PeerNotices;
import org.ledplatform.whatsapp.message.Tally;
import org.ledplatform.whatsapp.store.DeviceStore;

/**
 * The state that a paired device shares with the other devices of its account.
 *
 * @param history hears the past
 * @param background runs what takes long, one at a time
 * @param turns lets one part of the history be read at a time
 */
record AccountState(
    PeerNotices notices,
    AppStateKeys keys,
    AppState collections,
    HistoryListener history,
    Executor background,
    HistoryTurns turns,
    Tally tally) {

  static AccountState of(
      DeviceStore store,
      SecureRandom random,
      HistoryListener history,
      Executor background,
      Tally tally) {
    AppStateKeys keys = new AppStateKeys(store);
    return new AccountState(
        new PeerNotices(store),
        keys,
        new AppState(store, keys, random),
        history,
        background,
        new HistoryTurns(),
        tally);
  }

  /** Hears what only our phone may tell. */
  OwnPhone ownPhone() {
    return OwnPhone.all(List.of(notices, keys));
  }
}

package org.ledplatform.whatsapp.client;

import java.util.function.Consumer;
import org.ledplatform.whatsapp.stanza.StateEvent;

/**
 * The parts of one connection that keep the state which the devices of an account share. Lives on
 * the lane.
 */
final class StateParts {

  private final PeerNews peerNews;

  StateParts(LinkedDevice device, Consumer<ClientEvent> events) {
    this.peerNews =
        new PeerNews(
            device.notices(),
            device.contacts(),
            text -> events.accept(new ClientEvent.Noted(text)));
  }

  /** The login was accepted: what was left undone by a crash is done now. */
  void begin() {
    peerNews.dealWithAll();
  }

  /** Acts on a report. */
  void accept(StateEvent event) {
    switch (event) {
      case StateEvent.OwnPhoneTold _ -> peerNews.dealWithAll();
    }
  }
}

package org.ledplatform.whatsapp.client;

import java.util.ArrayList;
import java.util.List;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/** A client that was paired once and comes online again and again as it was then. */
final class PairedClient {

  private final ClientFixture fixture = new ClientFixture();
  private final Node upload;
  private final List<StoreChange> stored = new ArrayList<>();

  PairedClient() {
    fixture.pairAndLogIn();
    upload = fixture.network.last().receivedIqs("encrypt").getLast();
    fixture.client.disconnect();
    fixture.network.run();
    for (RecordKind kind : RecordKind.values()) {
      fixture.store.list(kind).forEach(r -> stored.add(StoreChange.put(kind, r.name(), r.value())));
    }
  }

  /** Online, with a fresh copy of the store and sessions that nobody has used yet. */
  ClientFixture online() {
    fixture.network.connections.clear();
    fixture.events.clear();
    fixture.store = new MemoryDeviceStore();
    fixture.store.commit(stored);
    fixture.client = fixture.newClient();
    fixture.connect();
    fixture.phone.begin(TestNetwork.OWN_LID, upload);
    fixture.anna.begin(TestNetwork.OWN_LID, upload);
    fixture.annaDesk.begin(TestNetwork.OWN_LID, upload, 1);
    return fixture;
  }
}

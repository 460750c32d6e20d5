package org.ledplatform.whatsapp.stanza;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.MutableClock;
import org.ledplatform.whatsapp.group.GroupCache;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.BlockedPeople;
import org.ledplatform.whatsapp.message.Contacts;
import org.ledplatform.whatsapp.message.Self;
import org.ledplatform.whatsapp.message.TrustTokens;
import org.ledplatform.whatsapp.message.Vouching;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;
import org.ledplatform.whatsapp.store.StoredRecord;

class NotificationStanzaTest {

  private final List<Node> sent = new ArrayList<>();
  private final List<DeviceEvent> told = new ArrayList<>();
  private final MemoryDeviceStore store = new MemoryDeviceStore();
  private final Contacts contacts = new Contacts(store);
  private final MutableClock clock = new MutableClock();
  private final FakeQueries queries = new FakeQueries();
  private final GroupCache cache =
      new GroupCache(
          store, new Self(Jid.parse("49170:5@s.whatsapp.net"), Jid.parse("900:5@lid")), clock);
  private final DeviceDirectory directory =
      new DeviceDirectory(
          queries,
          store,
          contacts,
          new Vouching(contacts, Optional.empty()),
          told::add,
          clock,
          Runnable::run);
  private final NotificationStanza handler =
      new NotificationStanza(
          sent::add,
          contacts,
          directory,
          new GroupNotices(
              store,
              cache,
              new GroupDirectory(queries, store, cache, contacts, Runnable::run),
              told::add),
          new Blocklists(
              queries, new BlockedPeople(store, contacts), contacts, directory, told::add),
          new TrustTokens(store, contacts, clock),
          told::add);

  private static Node notification(String type, Node child) {
    return Node.of("notification", child)
        .with("id", "N1")
        .with("from", "100@lid")
        .with("type", type);
  }

  private void put(RecordKind kind, String name) {
    store.commit(List.of(StoreChange.put(kind, name, new byte[] {1})));
  }

  private List<String> sessions() {
    return store.list(RecordKind.SIGNAL_SESSION).stream().map(StoredRecord::name).toList();
  }

  @Test
  void lowPreKeysAreTold() {
    handler.handle(notification("encrypt", Node.of("count").with("value", 3)));
    assertThat(told).containsExactly(new DeviceEvent.PreKeysLeft(3));
  }

  @Test
  void aNewIdentityEndsAllSignalSessionsWithThatPerson() {
    put(RecordKind.SIGNAL_SESSION, "100_1.0");
    put(RecordKind.SIGNAL_SESSION, "100_1.4");
    put(RecordKind.SIGNAL_SESSION, "200_1.0");
    handler.handle(notification("encrypt", Node.of("identity")));
    assertThat(sessions()).containsExactly("200_1.0");
  }

  @Test
  void aRemovedDeviceLosesItsSignalSessionAndTheListIsAskedForAgain() {
    put(RecordKind.SIGNAL_SESSION, "100_1.0");
    put(RecordKind.SIGNAL_SESSION, "100_1.4");
    put(RecordKind.DEVICE_LIST, "100@lid");
    handler.handle(
        notification("devices", Node.of("remove", Node.of("device").with("jid", "100:4@lid"))));
    assertThat(sessions()).containsExactly("100_1.0");
    assertThat(store.list(RecordKind.DEVICE_LIST)).isEmpty();
  }

  @Test
  void nobodyTellsThatTheDevicesOfSomebodyElseAreGone() {
    put(RecordKind.SIGNAL_SESSION, "100_1.4");
    put(RecordKind.SIGNAL_SESSION, "200_1.4");
    Node device = Node.of("device").with("jid", "200:4@lid");
    handler.handle(notification("devices", Node.of("remove", device)));
    assertThat(sessions()).containsExactly("100_1.4", "200_1.4");
  }

  @Test
  void aDeviceIsRemovedUnderEitherAddressOfItsOwner() {
    put(RecordKind.SIGNAL_SESSION, "100_1.4");
    Node device = Node.of("device").with("jid", "49151:4@s.whatsapp.net");
    handler.handle(
        notification("devices", Node.of("remove", device)).with("lid", "49151@s.whatsapp.net"));
    assertThat(sessions()).isEmpty();
  }

  @Test
  void aDeviceNotificationTellsBothAddresses() {
    handler.handle(
        notification("devices", Node.of("add"))
            .with("from", "49151@s.whatsapp.net")
            .with("lid", "100@lid"));
    assertThat(contacts.canonical(Jid.parse("49151@s.whatsapp.net")))
        .isEqualTo(Jid.parse("100@lid"));
  }

  @Test
  void everyKindIsAcknowledged() {
    for (String type : List.of("encrypt", "devices", "account_sync", "picture", "brand-new")) {
      handler.handle(notification(type, Node.of("devices")));
    }
    assertThat(sent).hasSize(5).allMatch(n -> n.has("class", "notification"));
    assertThat(sent.getLast().has("type", "brand-new")).isTrue();
  }
}

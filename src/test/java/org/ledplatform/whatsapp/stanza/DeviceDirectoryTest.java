package org.ledplatform.whatsapp.stanza;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.MutableClock;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Contacts;
import org.ledplatform.whatsapp.message.Vouching;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.pairing.KeyIndexList;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

class DeviceDirectoryTest {

  private static final Jid ANNA = Jid.parse("49151@s.whatsapp.net");
  private static final Jid ANNA_LID = Jid.parse("100@lid");

  private final MutableClock clock = new MutableClock();
  private final MemoryDeviceStore store = new MemoryDeviceStore();
  private final Contacts contacts = new Contacts(store);
  private final FakeQueries queries = new FakeQueries();
  private final DeviceDirectory directory =
      new DeviceDirectory(
          queries,
          store,
          contacts,
          new Vouching(contacts, Optional.empty()),
          _ -> {},
          clock,
          Runnable::run);
  private final List<Jid> found = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  private void find() {
    found.clear();
    directory.find(List.of(ANNA), found::addAll, f -> failures.add(f.text()));
  }

  private static Node answer(Node... devices) {
    byte[] list =
        new KeyIndexList(7, Instant.EPOCH, 1, Set.of(0, 1))
            .signed(KeyPair.generate(new SecureRandom()), new SecureRandom());
    Node user =
        Node.of(
                "user",
                Node.of(
                    "devices", Node.of("device-list", devices), Node.of("key-index-list", list)),
                Node.of("lid").with("val", ANNA_LID))
            .with("jid", ANNA);
    return Node.of("iq", Node.of("usync", Node.of("list", user)));
  }

  private static final Node PHONE = Node.of("device").with("id", 0);

  private static Node companion(int id) {
    return Node.of("device").with("id", id).with("key-index", 1);
  }

  @Test
  void findsTheDevicesInTheAddressingThatWasAskedAndLearnsTheLid() {
    find();
    queries.last().answered().accept(answer(PHONE, companion(7)));
    assertThat(found).containsExactly(ANNA, ANNA.withDevice(7));
    assertThat(contacts.canonical(ANNA)).isEqualTo(ANNA_LID);
  }

  @Test
  void leavesOutPeopleWhomNobodyAskedAbout() {
    Node stranger =
        Node.of("user", Node.of("devices", Node.of("device-list", PHONE)))
            .with("jid", "666@s.whatsapp.net");
    Node list = answer(PHONE).requireChild("usync").requireChild("list").adding(stranger);

    find();
    queries.last().answered().accept(Node.of("iq", Node.of("usync", list)));

    assertThat(found).containsExactly(ANNA);
  }

  @Test
  void leavesOutACompanionThatTheAccountDoesNotVouchFor() {
    find();
    queries.last().answered().accept(answer(PHONE, Node.of("device").with("id", 9)));
    assertThat(found).containsExactly(ANNA);
  }

  @Test
  void asksAgainAfterFiveMinutesOrWhenTheDevicesChanged() {
    find();
    queries.last().answered().accept(answer(PHONE));
    find();
    assertThat(queries.asked).hasSize(1);
    assertThat(found).containsExactly(ANNA);
    clock.advance(Duration.ofMinutes(5));
    find();
    assertThat(queries.asked).hasSize(2);
    queries.last().answered().accept(answer(PHONE));
    directory.forget(ANNA_LID);
    find();
    assertThat(queries.asked).hasSize(3);
  }

  @Test
  void anAnswerThatMakesNoSenseIsAFailure() {
    find();
    queries.last().answered().accept(Node.of("iq"));
    find();
    Node nonsense = Node.of("user").with("jid", "nonsense");
    queries.last().answered().accept(Node.of("iq", Node.of("usync", Node.of("list", nonsense))));
    assertThat(failures).hasSize(2).allMatch(f -> f.startsWith("unreadable answer"));
  }

  @Test
  void aStoredListThatCannotBeReadIsAskedForAgain() {
    store.commit(
        List.of(StoreChange.put(RecordKind.DEVICE_LIST, ANNA.toString(), new byte[] {-1, -1})));
    find();
    assertThat(queries.asked).hasSize(1);
  }
}

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
import org.ledplatform.whatsapp.message.Self;
import org.ledplatform.whatsapp.message.Vouching;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.pairing.KeyIndexList;
import org.ledplatform.whatsapp.signal.Identities;
import org.ledplatform.whatsapp.signal.SignalAddress;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;

/** Companions count only where the list has them that their phone signed (protocol §8.1). */
class CompanionListsTest {

  private static final Jid ANNA = Jid.parse("100@lid");
  private static final Self SELF =
      new Self(Jid.parse("49170:5@s.whatsapp.net"), Jid.parse("900:5@lid"));

  private final SecureRandom random = new SecureRandom();
  private final MutableClock clock = new MutableClock();
  private final MemoryDeviceStore store = new MemoryDeviceStore();
  private final Contacts contacts = new Contacts(store);
  private final FakeQueries queries = new FakeQueries();
  private final KeyPair phone = KeyPair.generate(random);
  private final KeyPair ownPhone = KeyPair.generate(random);
  private final List<DeviceEvent> told = new ArrayList<>();
  private final DeviceDirectory directory =
      new DeviceDirectory(
          queries,
          store,
          contacts,
          new Vouching(contacts, Optional.of(new Vouching.Own(SELF, ownPhone.publicKey()))),
          told::add,
          clock,
          Runnable::run);

  private void know(Jid device, KeyPair identity) {
    store.commit(new Identities(store).meeting(SignalAddress.of(device), identity.publicKey()));
  }

  private byte[] list(KeyPair signer, int current, Integer... valid) {
    return new KeyIndexList(7, clock.instant(), current, Set.of(valid)).signed(signer, random);
  }

  private List<Integer> found(Node... listed) {
    return found(ANNA, listed);
  }

  /** Of a phone and the companions 1 to 4, whose key indexes are 11 to 14. */
  private List<Integer> found(Jid person, Node... listed) {
    List<Node> devices = new ArrayList<>(List.of(Node.of("device").with("id", 0)));
    for (int i = 1; i <= 4; i++) {
      devices.add(Node.of("device").with("id", i).with("key-index", 10 + i));
    }
    Node answer = Node.of("devices", Node.of("device-list").holding(devices));
    for (Node list : listed) {
      answer = answer.adding(list);
    }
    List<Jid> all = new ArrayList<>();
    directory.forget(person);
    directory.find(List.of(person), all::addAll, _ -> {});
    queries
        .last()
        .answered()
        .accept(
            Node.of(
                "iq",
                Node.of("usync", Node.of("list", Node.of("user", answer).with("jid", person)))));
    return all.stream().map(Jid::device).toList();
  }

  private static Node node(byte[] list) {
    return Node.of("key-index-list", list);
  }

  @Test
  void whoIsOnTheListOfThePhoneThatWeKnowCounts() {
    know(ANNA, phone);
    assertThat(found(node(list(phone, 14, 0, 11, 13)))).containsExactly(0, 1, 3);
    assertThat(told).isEmpty();
  }

  @Test
  void withoutAListOrWithOneThatThePhoneDidNotSignOnlyThePhoneCounts() {
    know(ANNA, phone);
    assertThat(found()).containsExactly(0);
    assertThat(found(node(new byte[0]))).containsExactly(0);
    assertThat(found(node(new byte[] {1, 2, 3}))).containsExactly(0);
    assertThat(found(node(list(KeyPair.generate(random), 14, 11)))).containsExactly(0);
    assertThat(told).hasSize(4);
  }

  @Test
  void theListOfAPhoneThatNobodyKnowsIsBelievedAsItStands() {
    assertThat(found(node(list(phone, 14, 11)))).containsExactly(0, 1);
  }

  @Test
  void ourOwnPhoneIsKnownFromThePairing() {
    know(SELF.lid().withDevice(0), phone);
    Jid self = SELF.lid().withoutDevice();
    assertThat(found(self, node(list(phone, 14, 11)))).containsExactly(0);
    assertThat(found(self, node(list(ownPhone, 14, 11)))).containsExactly(0, 1);
  }

  @Test
  void aCompanionThatIsNewerThanTheListCountsWhenWeKnowIt() {
    know(ANNA, phone);
    know(ANNA.withDevice(4), KeyPair.generate(random));
    know(ANNA.withDevice(2), KeyPair.generate(random));
    assertThat(found(node(list(phone, 12, 11)))).containsExactly(0, 1, 4);
  }

  @Test
  void anEarlierListIsNotBelievedAfterALaterOneUnlessThePhoneIsAnother() {
    know(ANNA, phone);
    byte[] earlier = list(phone, 14, 11, 12);
    clock.advance(Duration.ofMinutes(1));
    assertThat(found(node(list(phone, 14, 11)))).containsExactly(0, 1);
    assertThat(found(node(earlier))).containsExactly(0);
    assertThat(found(node(list(phone, 14, 11)))).containsExactly(0, 1);
    KeyIndexList anew = new KeyIndexList(8, Instant.EPOCH, 14, Set.of(12));
    assertThat(found(node(anew.signed(phone, random)))).containsExactly(0, 2);
  }

  @Test
  void aListIsOfTheTimeThatTheNetworkSays() {
    know(ANNA, phone);
    long at = clock.instant().getEpochSecond();
    assertThat(found(node(list(phone, 14, 11)).with("ts", at))).containsExactly(0, 1);
    assertThat(found(node(list(phone, 14, 11)).with("ts", at + 1))).containsExactly(0);
  }

  @Test
  void aListThatComesByItselfTellsWhoIsLinkedNoLonger() {
    know(ANNA, phone);
    found(node(list(phone, 14, 11, 12, 13)));
    assertThat(directory.unlinked(ANNA, list(KeyPair.generate(random), 14, 11))).isEmpty();
    assertThat(directory.unlinked(ANNA, list(phone, 14, 11)))
        .containsExactly(ANNA.withDevice(2), ANNA.withDevice(3));
    directory.find(List.of(ANNA), _ -> {}, _ -> {});
    assertThat(queries.asked).hasSize(2);
  }

  @Test
  void nobodyIsUnlinkedByAListOfAPhoneThatNobodyKnows() {
    found(node(list(phone, 14, 11, 12)));
    assertThat(directory.unlinked(ANNA, list(phone, 14, 11))).isEmpty();
  }
}

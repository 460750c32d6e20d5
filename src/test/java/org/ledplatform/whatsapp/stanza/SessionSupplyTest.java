package org.ledplatform.whatsapp.stanza;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.MutableClock;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Contacts;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.pairing.AdvIdentity;
import org.ledplatform.whatsapp.signal.LocalIdentity;
import org.ledplatform.whatsapp.signal.PreKeys;
import org.ledplatform.whatsapp.signal.SignalCipher;
import org.ledplatform.whatsapp.signal.SignedPreKey;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;

class SessionSupplyTest {

  private static final Jid ANNA = Jid.parse("100@lid");
  private static final Jid DESK = Jid.parse("100:7@lid");

  private final SecureRandom random = new SecureRandom();
  private final MemoryDeviceStore store = new MemoryDeviceStore();
  private final FakeQueries queries = new FakeQueries();
  private final List<DeviceEvent> told = new ArrayList<>();
  private final Contacts contacts = new Contacts(store);
  private final SessionSupply supply =
      new SessionSupply(
          queries,
          store,
          contacts,
          new SignalCipher(
              store, new LocalIdentity(KeyPair.generate(random), 1), random, new MutableClock()),
          told::add,
          Runnable::run);
  private final List<Jid> ready = new ArrayList<>();

  private Node keys(Jid device) {
    KeyPair identity = KeyPair.generate(random);
    return keys(device, identity, identity);
  }

  private Node keys(Jid device, KeyPair identity, KeyPair signer) {
    LocalIdentity local = new LocalIdentity(identity, 9);
    SignedPreKey signed = new PreKeys(store, random).sign(1, signer);
    return Node.of(
            "user",
            KeyNodes.registration(local),
            KeyNodes.type(),
            KeyNodes.identity(local),
            KeyNodes.signed(signed))
        .with("jid", device);
  }

  private void ensure() {
    supply.ensure(List.of(ANNA, DESK), ready::addAll, _ -> {});
  }

  private static Node answer(Node... users) {
    return Node.of("iq", Node.of("list", users));
  }

  @Test
  void asksOnlyForDevicesThatItHasNoSignalSessionWith() {
    ensure();
    queries.last().answered().accept(answer(keys(ANNA), keys(DESK)));
    assertThat(ready).containsExactly(ANNA, DESK);
    ensure();
    assertThat(queries.asked).hasSize(1);
  }

  @Test
  void leavesOutADeviceWhoseKeysAnotherIdentitySigned() {
    ensure();
    queries
        .last()
        .answered()
        .accept(answer(keys(ANNA), keys(DESK, KeyPair.generate(random), KeyPair.generate(random))));
    assertThat(ready).containsExactly(ANNA);
    assertThat(told).hasSize(1);
  }

  @Test
  void leavesOutACompanionThatItsAccountDoesNotVouchFor() {
    KeyPair account = KeyPair.generate(random);
    KeyPair desk = KeyPair.generate(random);
    Node phone = keys(ANNA, account, account);
    ensure();
    queries.last().answered().accept(answer(phone, companion(desk, KeyPair.generate(random))));
    assertThat(ready).containsExactly(ANNA);
    assertThat(told).hasSize(1);
    ready.clear();
    ensure();
    Node stolen = keys(DESK).adding(companion(desk, account).requireChild("device-identity"));
    queries.last().answered().accept(answer(stolen));
    assertThat(ready).containsExactly(ANNA);
    ready.clear();
    ensure();
    queries.last().answered().accept(answer(companion(desk, account)));
    assertThat(ready).containsExactly(ANNA, DESK);
  }

  private Node companion(KeyPair identity, KeyPair account) {
    byte[] secret = new byte[32];
    byte[] container =
        AdvIdentity.container(account, identity.publicKey(), secret, 1, 1, Instant.EPOCH, random);
    byte[] papers = AdvIdentity.accept(container, secret, identity, random).signedIdentity();
    return keys(DESK, identity, identity).adding(Node.of("device-identity", papers));
  }

  @Test
  void aNewIdentityIsToldAndTheOtherDeviceIsAskedForInTheSameTurn() {
    KeyPair desk = KeyPair.generate(random);
    ensure();
    queries.last().answered().accept(answer(keys(ANNA), keys(DESK, desk, desk)));
    contacts.endSession(ANNA);
    ready.clear();
    ensure();
    queries.last().answered().accept(answer(keys(ANNA)));
    assertThat(told).containsExactly(new StateEvent.IdentityChanged(ANNA));
    assertThat(ready).isEmpty();
    queries.last().answered().accept(answer(keys(DESK, desk, desk)));
    assertThat(ready).containsExactly(ANNA, DESK);
  }

  @Test
  void newIdentitiesInOneAnswerDoNotEndTheSessionsThatItBegan() {
    ensure();
    queries.last().answered().accept(answer(keys(ANNA), keys(DESK)));
    contacts.endSession(ANNA);
    contacts.endSession(DESK);
    ready.clear();
    ensure();
    queries.last().answered().accept(answer(keys(DESK), keys(ANNA)));
    assertThat(ready).containsExactly(ANNA, DESK);
  }

  @Test
  void oneDeviceWithoutKeysDoesNotKeepTheOthersFromTheirMessage() {
    ensure();
    Node missing = Node.of("user", Node.of("error").with("code", 404)).with("jid", DESK);
    queries.last().answered().accept(answer(keys(ANNA), missing));
    assertThat(ready).containsExactly(ANNA);
  }

  @Test
  void keysOfADeviceThatNobodyAskedForAreNotTaken() {
    supply.ensure(List.of(ANNA), ready::addAll, _ -> {});
    queries.last().answered().accept(answer(keys(DESK), keys(ANNA)));
    ready.clear();
    ensure();
    assertThat(queries.asked).hasSize(2);
  }
}

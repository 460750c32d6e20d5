package org.ledplatform.whatsapp.stanza;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.MutableClock;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Contacts;
import org.ledplatform.whatsapp.message.Vouching;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.pairing.AdvIdentity;
import org.ledplatform.whatsapp.proto.ADVSignedDeviceIdentity;
import org.ledplatform.whatsapp.signal.LocalIdentity;
import org.ledplatform.whatsapp.signal.PreKeys;
import org.ledplatform.whatsapp.signal.SignalCipher;
import org.ledplatform.whatsapp.signal.SignedPreKey;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;

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
          new Vouching(contacts, Optional.empty()),
          new SignalCipher(
              store, new LocalIdentity(KeyPair.generate(random), 1), random, new MutableClock()),
          told::add,
          Runnable::run);
  private final List<Jid> ready = new ArrayList<>();
  private final KeyPair anna = KeyPair.generate(random);
  private final KeyPair desk = KeyPair.generate(random);

  private Node phone(KeyPair identity) {
    return keys(ANNA, identity, identity);
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
    queries.last().answered().accept(answer(phone(anna), companion(desk, anna)));
    assertThat(ready).containsExactly(ANNA, DESK);
    ensure();
    assertThat(queries.asked).hasSize(1);
  }

  @Test
  void leavesOutADeviceWhoseKeysAnotherIdentitySigned() {
    ensure();
    Node papers = companion(desk, anna).requireChild("device-identity");
    Node forged = keys(DESK, desk, KeyPair.generate(random)).adding(papers);
    queries.last().answered().accept(answer(phone(anna), forged));
    assertThat(ready).containsExactly(ANNA);
    assertThat(told).hasSize(1);
  }

  @Test
  void leavesOutACompanionThatShowsNothing() {
    ensure();
    queries.last().answered().accept(answer(phone(anna), keys(DESK, desk, desk)));
    assertThat(ready).containsExactly(ANNA);
    assertThat(told).hasSize(1);
  }

  @Test
  void leavesOutACompanionThatItsAccountDoesNotVouchFor() {
    ensure();
    queries
        .last()
        .answered()
        .accept(answer(phone(anna), companion(desk, KeyPair.generate(random))));
    assertThat(ready).containsExactly(ANNA);
    assertThat(told).contains(new StateEvent.PhoneDoubted(ANNA));
    ready.clear();
    ensure();
    Node papers = companion(desk, anna).requireChild("device-identity");
    KeyPair thief = KeyPair.generate(random);
    queries.last().answered().accept(answer(keys(DESK, thief, thief).adding(papers)));
    assertThat(ready).containsExactly(ANNA);
    ready.clear();
    ensure();
    queries.last().answered().accept(answer(companion(desk, anna)));
    assertThat(ready).containsExactly(ANNA, DESK);
  }

  @Test
  void thePhoneVouchesWhereverItStandsInTheAnswerAndEvenWhenItsKeyIsLeftOut() throws Exception {
    Node whole = companion(desk, anna);
    byte[] papers =
        ADVSignedDeviceIdentity.parseFrom(whole.requireChild("device-identity").bytes()).toBuilder()
            .clearAccountSignatureKey()
            .build()
            .toByteArray();
    Node trimmed = keys(DESK, desk, desk).adding(Node.of("device-identity", papers));
    ensure();
    queries.last().answered().accept(answer(trimmed, phone(anna)));
    assertThat(ready).containsExactly(ANNA, DESK);
  }

  @Test
  void aPhoneThatIsKnownThroughItsCompanionAloneIsForgottenWithIt() {
    supply.ensure(List.of(DESK), ready::addAll, _ -> {});
    queries.last().answered().accept(answer(companion(desk, anna)));
    assertThat(ready).containsExactly(DESK);
    contacts.forgetSessions(ANNA);
    assertThat(store.list(RecordKind.SIGNAL_SESSION)).isEmpty();
    assertThat(store.list(RecordKind.IDENTITY)).isEmpty();
  }

  @Test
  void aDoubtedPhoneKeepsItsSessionUnlessItHasAnotherIdentity() {
    ensure();
    queries.last().answered().accept(answer(phone(anna), companion(desk, anna)));
    supply.check(ANNA, _ -> {});
    queries.last().answered().accept(answer(phone(anna)));
    assertThat(told).isEmpty();
    supply.check(ANNA, _ -> {});
    queries.last().answered().accept(answer(phone(KeyPair.generate(random))));
    assertThat(told).containsExactly(new StateEvent.IdentityChanged(ANNA));
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
    KeyPair anew = KeyPair.generate(random);
    ensure();
    queries.last().answered().accept(answer(phone(anna), companion(desk, anna)));
    contacts.endSession(ANNA);
    ready.clear();
    ensure();
    queries.last().answered().accept(answer(phone(anew)));
    assertThat(told).containsExactly(new StateEvent.IdentityChanged(ANNA));
    assertThat(ready).isEmpty();
    queries.last().answered().accept(answer(companion(desk, anew)));
    assertThat(ready).containsExactly(ANNA, DESK);
  }

  @Test
  void newIdentitiesInOneAnswerDoNotEndTheSessionsThatItBegan() {
    ensure();
    queries.last().answered().accept(answer(phone(anna), companion(desk, anna)));
    contacts.endSession(ANNA);
    contacts.endSession(DESK);
    ready.clear();
    ensure();
    KeyPair anew = KeyPair.generate(random);
    Node other = companion(KeyPair.generate(random), anew);
    queries.last().answered().accept(answer(other, phone(anew)));
    assertThat(ready).containsExactly(ANNA, DESK);
  }

  @Test
  void oneDeviceWithoutKeysDoesNotKeepTheOthersFromTheirMessage() {
    ensure();
    Node missing = Node.of("user", Node.of("error").with("code", 404)).with("jid", DESK);
    queries.last().answered().accept(answer(phone(anna), missing));
    assertThat(ready).containsExactly(ANNA);
  }

  @Test
  void keysOfADeviceThatNobodyAskedForAreNotTaken() {
    supply.ensure(List.of(ANNA), ready::addAll, _ -> {});
    queries.last().answered().accept(answer(companion(desk, anna), phone(anna)));
    ready.clear();
    ensure();
    assertThat(queries.asked).hasSize(2);
  }
}

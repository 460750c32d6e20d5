package org.ledplatform.whatsapp.stanza;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.MutableClock;
import org.ledplatform.whatsapp.crypto.Curve;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.signal.LocalIdentity;
import org.ledplatform.whatsapp.signal.PreKeys;
import org.ledplatform.whatsapp.signal.SignedPreKey;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoredRecord;

/** The signed pre-key gets old, through restarts of the client and refusals of the network. */
class SignedPreKeyRotationTest {

  private final SecureRandom random = new SecureRandom();
  private final MemoryDeviceStore store = new MemoryDeviceStore();
  private final MutableClock clock = new MutableClock();
  private final List<DeviceEvent> told = new ArrayList<>();
  private final KeyPair identity = KeyPair.generate(random);
  private final LocalIdentity local = new LocalIdentity(identity, 7);
  private PreKeys preKeys = new PreKeys(store, random);
  private FakeQueries queries = new FakeQueries();
  private PreKeySupply supply = supply();

  private PreKeySupply supply() {
    return new PreKeySupply(queries, store, preKeys, local, told::add, clock);
  }

  @BeforeEach
  void paired() {
    store.commit(List.of(preKeys.keep(preKeys.sign(1, identity))));
    login();
  }

  /** Another process over the same store comes online. */
  private void login() {
    queries = new FakeQueries();
    preKeys = new PreKeys(store, random);
    supply = supply();
    supply.loggedIn(50, () -> {});
  }

  private List<Node> rotations() {
    return queries.asked.stream().flatMap(a -> a.iq().child("rotate").stream()).toList();
  }

  private static int idIn(Node rotate) {
    return KeyNodes.idOf(rotate.requireChild("skey").requireChild("id"));
  }

  private static byte[] valueIn(Node rotate) {
    return rotate.requireChild("skey").requireChild("value").bytes();
  }

  private void taken() {
    queries.last().answered().accept(Node.of("iq"));
  }

  private List<String> stored() {
    return store.list(RecordKind.SIGNED_PRE_KEY).stream().map(StoredRecord::name).toList();
  }

  @Test
  void aKeyIsLeftAloneUntilItHasItsAge() {
    clock.advance(SignedPreKeyRotation.AGE.minusSeconds(1));
    login();
    assertThat(rotations()).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    login();
    assertThat(rotations()).hasSize(1);
  }

  @Test
  void theNewKeyIsDurableBeforeItLeavesAndSignedAndHasTheNextId() {
    clock.advance(SignedPreKeyRotation.AGE);
    login();
    Node skey = rotations().getFirst().requireChild("skey");
    SignedPreKey kept = new PreKeys(store, random).findSigned(2).orElseThrow();
    PublicKey sent = new PublicKey(skey.requireChild("value").bytes());
    assertThat(idIn(rotations().getFirst())).isEqualTo(2);
    assertThat(kept.keyPair().publicKey()).isEqualTo(sent);
    assertThat(
            Curve.verify(
                identity.publicKey(), sent.withPrefix(), skey.requireChild("signature").bytes()))
        .isTrue();
  }

  @Test
  void aCrashBeforeTheAnswerHandsTheSameKeyInAfterTheNextLogin() {
    clock.advance(SignedPreKeyRotation.AGE);
    login();
    byte[] first = valueIn(rotations().getFirst());
    clock.advance(Duration.ofHours(1));
    login();
    assertThat(rotations()).hasSize(1);
    assertThat(valueIn(rotations().getFirst())).isEqualTo(first);
    taken();
    login();
    assertThat(rotations()).isEmpty();
    assertThat(stored()).containsExactly("1", "2");
  }

  @Test
  void aRefusalIsToldAndTheSameKeyIsTriedAfterTheNextLogin() {
    clock.advance(SignedPreKeyRotation.AGE);
    login();
    queries.last().failed().accept(new QueryFailure.Refused(503, "service-unavailable"));
    assertThat(told).hasSize(1);
    assertThat(queries.asked).hasSize(1);
    login();
    assertThat(idIn(rotations().getFirst())).isEqualTo(2);
  }

  @Test
  void theOldKeyStaysForItsGraceAndGoesThen() {
    clock.advance(SignedPreKeyRotation.AGE);
    login();
    clock.advance(SignedPreKeyRotation.GRACE);
    login();
    taken();
    assertThat(stored()).containsExactly("1", "2", "3");
    clock.advance(SignedPreKeyRotation.GRACE);
    login();
    taken();
    assertThat(stored()).contains("1", "2");
    clock.advance(Duration.ofSeconds(1));
    login();
    assertThat(stored()).containsExactly("3", "4");
  }

  @Test
  void aConnectionThatLastsRenewsItsKeyToo() {
    supply.tick(clock.instant());
    clock.advance(SignedPreKeyRotation.AGE);
    supply.tick(clock.instant());
    supply.tick(clock.instant());
    assertThat(rotations()).hasSize(1);
  }

  @Test
  void aBatchOfOneTimeKeysBringsTheNewKeyAlong() {
    clock.advance(SignedPreKeyRotation.AGE);
    queries = new FakeQueries();
    supply = supply();
    supply.loggedIn(0, () -> {});
    assertThat(rotations()).isEmpty();
    assertThat(idIn(queries.last().iq())).isEqualTo(2);
    taken();
    login();
    assertThat(rotations()).isEmpty();
  }

  @Test
  void theDigestIsComparedWithTheKeyThatTheNetworkHasBeenGiven() {
    clock.advance(SignedPreKeyRotation.AGE);
    login();
    assertThat(queries.asked).hasSize(1);
    taken();
    assertThat(queries.last().iq().child("digest")).isPresent();
    queries.last().answered().accept(digest(preKeys.signed().current()));
    assertThat(told).isEmpty();
  }

  @Test
  void aNewerKeyAtTheNetworkThanOursIsReplacedAboveItsId() {
    login();
    queries.last().answered().accept(digest(preKeys.sign(9, identity)));
    assertThat(idIn(queries.last().iq())).isEqualTo(10);
    taken();
    assertThat(preKeys.signed().current().id()).isEqualTo(10);
    assertThat(preKeys.signed().newest().orElseThrow().waiting()).isFalse();
    assertThat(preKeys.findSigned(1)).isPresent();
  }

  private Node digest(SignedPreKey theirs) {
    ByteArrayOutputStream hashed = new ByteArrayOutputStream();
    hashed.writeBytes(identity.publicKey().bytes());
    hashed.writeBytes(theirs.keyPair().publicKey().bytes());
    hashed.writeBytes(theirs.signature());
    return Node.of(
        "iq",
        Node.of(
            "digest",
            KeyNodes.registration(local),
            KeyNodes.signed(theirs),
            Node.of("list"),
            Node.of("hash", PreKeyDigest.sha1(hashed.toByteArray()))));
  }
}

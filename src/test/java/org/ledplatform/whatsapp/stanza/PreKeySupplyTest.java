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
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.signal.LocalIdentity;
import org.ledplatform.whatsapp.signal.PreKey;
import org.ledplatform.whatsapp.signal.PreKeys;
import org.ledplatform.whatsapp.signal.SignedPreKey;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;

class PreKeySupplyTest {

  private final SecureRandom random = new SecureRandom();
  private final MemoryDeviceStore store = new MemoryDeviceStore();
  private final MutableClock clock = new MutableClock();
  private final FakeQueries queries = new FakeQueries();
  private final List<DeviceEvent> told = new ArrayList<>();
  private final PreKeys preKeys = new PreKeys(store, random);
  private final KeyPair identity = KeyPair.generate(random);
  private final LocalIdentity local = new LocalIdentity(identity, 7);
  private final SignedPreKey signed = preKeys.sign(1, identity);
  private final List<PreKey> ours = preKeys.next(3).keys();
  private final PreKeySupply supply =
      new PreKeySupply(queries, store, preKeys, local, told::add, clock);

  @BeforeEach
  void keep() {
    store.commit(preKeys.next(3).changes());
    store.commit(List.of(preKeys.keep(signed)));
  }

  private List<PreKey> stored() {
    return List.of(preKeys.find(1).orElseThrow(), preKeys.find(3).orElseThrow());
  }

  private Node digest(List<PreKey> keys) {
    ByteArrayOutputStream hashed = new ByteArrayOutputStream();
    hashed.writeBytes(identity.publicKey().bytes());
    hashed.writeBytes(signed.keyPair().publicKey().bytes());
    hashed.writeBytes(signed.signature());
    keys.forEach(key -> hashed.writeBytes(key.keyPair().publicKey().bytes()));
    List<Node> ids = keys.stream().map(key -> KeyNodes.key(key).requireChild("id")).toList();
    return Node.of(
        "iq",
        Node.of(
            "digest",
            KeyNodes.registration(local),
            Node.of("list").holding(ids),
            Node.of("hash", PreKeyDigest.sha1(hashed.toByteArray()))));
  }

  private void login(int left) {
    supply.loggedIn(left, () -> {});
  }

  private int uploads() {
    return (int) queries.asked.stream().filter(a -> a.iq().child("list").isPresent()).count();
  }

  private int firstUploaded() {
    return KeyNodes.idOf(
        queries.last().iq().requireChild("list").children("key").getFirst().requireChild("id"));
  }

  @Test
  void fewKeysLeftMeanAnUploadAndManyMeanALook() {
    login(19);
    assertThat(uploads()).isEqualTo(1);
    queries.last().answered().accept(Node.of("iq"));
    login(20);
    assertThat(uploads()).isEqualTo(1);
    assertThat(queries.last().iq().child("digest")).isPresent();
  }

  @Test
  void whatAgreesIsLeftAlone() {
    login(50);
    queries.last().answered().accept(digest(stored()));
    login(50);
    queries.last().answered().accept(Node.of("iq"));
    assertThat(uploads()).isZero();
    assertThat(told).isEmpty();
  }

  @Test
  void aNetworkWithOtherKeysUnderOurIdsGetsAFreshBatchOnceADay() {
    login(50);
    queries.last().answered().accept(digest(ours));
    assertThat(uploads()).isEqualTo(1);
    assertThat(told).hasSize(1);
    queries.last().answered().accept(Node.of("iq"));
    login(50);
    queries.last().answered().accept(digest(ours));
    assertThat(uploads()).isEqualTo(1);
    clock.advance(Duration.ofDays(1));
    login(50);
    queries.last().answered().accept(digest(ours));
    assertThat(uploads()).isEqualTo(2);
  }

  @Test
  void afterARestoredBackupNoIdIsUsedTwice() {
    login(50);
    queries.last().answered().accept(digest(List.of(new PreKey(900, KeyPair.generate(random)))));
    assertThat(firstUploaded()).isEqualTo(901);
    assertThat(preKeys.next(1).keys().getFirst().id()).isEqualTo(1001);
  }

  /** Ids only go up, so a network that is believed here would soon have used up all of them. */
  @Test
  void anIdThatWeNeverReachedIsNotBelieved() {
    login(50);
    int before = stored().size();
    queries
        .last()
        .answered()
        .accept(digest(List.of(new PreKey(0xFF_FF_00, KeyPair.generate(random)))));
    assertThat(stored()).hasSize(before);
    assertThat(preKeys.next(1).keys().getFirst().id()).isLessThan(1_000);
  }

  @Test
  void aNetworkThatKnowsNoKeysOfOursGetsABatch() {
    login(50);
    queries.last().failed().accept(new QueryFailure.Refused(404, "item-not-found"));
    assertThat(uploads()).isEqualTo(1);
  }
}

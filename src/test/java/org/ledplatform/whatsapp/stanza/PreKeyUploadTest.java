package org.ledplatform.whatsapp.stanza;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.MutableClock;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.signal.LocalIdentity;
import org.ledplatform.whatsapp.signal.PreKeys;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;

/** A batch of pre-keys that the network did not take is uploaded again, not replaced. */
class PreKeyUploadTest {

  private static final QueryFailure UNAVAILABLE = new QueryFailure.Refused(503, "unavailable");

  private final SecureRandom random = new SecureRandom();
  private final MemoryDeviceStore store = new MemoryDeviceStore();
  private final MutableClock clock = new MutableClock();
  private final FakeQueries queries = new FakeQueries();
  private final List<DeviceEvent> told = new ArrayList<>();
  private final PreKeys preKeys = new PreKeys(store, random);
  private final KeyPair identity = KeyPair.generate(random);
  private PreKeySupply supply = supply();

  @BeforeEach
  void keep() {
    store.commit(List.of(preKeys.keep(preKeys.sign(1, identity))));
  }

  private PreKeySupply supply() {
    return new PreKeySupply(
        queries, store, preKeys, new LocalIdentity(identity, 7), told::add, clock);
  }

  private void reconnect() {
    queries.asked.clear();
    supply = supply();
  }

  private void login(int left) {
    supply.loggedIn(left, () -> {});
  }

  private List<FakeQueries.Asked> uploads() {
    return queries.asked.stream().filter(a -> a.iq().child("list").isPresent()).toList();
  }

  private static List<Integer> ids(FakeQueries.Asked upload) {
    return upload.iq().requireChild("list").children("key").stream()
        .map(key -> KeyNodes.idOf(key.requireChild("id")))
        .toList();
  }

  private void pass(Duration time) {
    clock.advance(time);
    supply.tick(clock.instant());
  }

  private static List<Integer> hundredFrom(int first) {
    return IntStream.range(first, first + 100).boxed().toList();
  }

  @Test
  void isRepeatedWithTheSameKeysUntilTheNetworkTakesIt() {
    login(0);
    uploads().getLast().failed().accept(UNAVAILABLE);
    pass(Duration.ofMinutes(4));
    assertThat(uploads()).hasSize(1);
    pass(Duration.ofMinutes(1));
    assertThat(uploads()).hasSize(2);
    uploads().getLast().failed().accept(new QueryFailure.TimedOut());
    pass(Duration.ofMinutes(5));
    assertThat(uploads()).hasSize(2);
    pass(Duration.ofMinutes(5));
    assertThat(uploads()).hasSize(3).allMatch(upload -> ids(upload).equals(hundredFrom(1)));
    uploads().getLast().answered().accept(Node.of("iq"));
    pass(Duration.ofDays(1));
    assertThat(uploads()).hasSize(3);
  }

  @Test
  void loginsWithoutAnAnswerLeaveNoMoreKeysThanOne() {
    for (int i = 0; i < 5; i++) {
      login(0);
      uploads().getLast().failed().accept(new QueryFailure.ConnectionGone());
      reconnect();
    }
    assertThat(store.list(RecordKind.PRE_KEY)).hasSize(100);
  }

  @Test
  void aTakenBatchIsNotUploadedAgain() {
    login(0);
    uploads().getLast().answered().accept(Node.of("iq"));
    reconnect();
    login(0);
    assertThat(ids(uploads().getLast())).isEqualTo(hundredFrom(101));
  }

  @Test
  void aTopUpBeforeARepairIsTriedAgainIsTheRepair() {
    login(50);
    queries.last().failed().accept(new QueryFailure.Refused(404, "item-not-found"));
    uploads().getLast().failed().accept(UNAVAILABLE);
    supply.topUp(2, () -> {});
    assertThat(uploads()).hasSize(2);
    uploads().getLast().answered().accept(Node.of("iq"));
    reconnect();
    login(50);
    queries.last().failed().accept(new QueryFailure.Refused(404, "item-not-found"));
    assertThat(uploads()).as("repaired today").isEmpty();
  }

  @Test
  void aKeyThatWasUsedMeanwhileIsNotUploadedAgain() {
    login(0);
    uploads().getLast().failed().accept(UNAVAILABLE);
    store.commit(List.of(PreKeys.forget(7)));
    pass(Duration.ofMinutes(5));
    assertThat(ids(uploads().getLast())).hasSize(99).doesNotContain(7);
  }

  @Test
  void aRepairThatFailedIsTriedAgainByTheNextLogin() {
    for (int i = 0; i < 2; i++) {
      login(50);
      queries.last().failed().accept(new QueryFailure.Refused(404, "item-not-found"));
      assertThat(uploads()).hasSize(1);
      uploads().getLast().failed().accept(UNAVAILABLE);
      reconnect();
    }
    login(50);
    queries.last().failed().accept(new QueryFailure.Refused(404, "item-not-found"));
    uploads().getLast().answered().accept(Node.of("iq"));
    reconnect();
    login(50);
    queries.last().failed().accept(new QueryFailure.Refused(404, "item-not-found"));
    assertThat(uploads()).as("repaired today").isEmpty();
    assertThat(store.list(RecordKind.PRE_KEY)).hasSize(100);
  }
}

package org.ledplatform.whatsapp.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.signal.DeviceIndex;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;
import org.ledplatform.whatsapp.store.StoredRecord;

class ContactsTest {

  private static final Jid PHONE = Jid.parse("49151@s.whatsapp.net");
  private static final Jid LID = Jid.parse("100@lid");
  private static final Jid OTHER_PHONE = Jid.parse("49152@s.whatsapp.net");
  private static final Jid OTHER_LID = Jid.parse("200@lid");

  private final MemoryDeviceStore store = new MemoryDeviceStore();
  private final Contacts contacts = new Contacts(store);

  @Test
  void theLidIsCanonicalOnceItIsKnown() {
    assertThat(contacts.canonical(PHONE.withDevice(3))).isEqualTo(PHONE.withDevice(3));
    contacts.learn(List.of(new LidMap.Pair(PHONE, LID)));
    assertThat(contacts.canonical(PHONE.withDevice(3))).isEqualTo(LID.withDevice(3));
    assertThat(contacts.canonical(LID)).isEqualTo(LID);
    assertThat(contacts.phoneOf(LID.withDevice(3))).hasValue(PHONE);
    assertThat(contacts.lidOf(PHONE)).hasValue(LID);
    assertThat(contacts.namesOf(PHONE)).containsExactly(PHONE, LID);
  }

  @Test
  void aPersonWithANewLidLosesTheOldOne() {
    contacts.learn(List.of(new LidMap.Pair(PHONE, LID)));
    contacts.learn(List.of(new LidMap.Pair(PHONE, OTHER_LID)));
    assertThat(contacts.canonical(PHONE)).isEqualTo(OTHER_LID);
    assertThat(contacts.phoneOf(LID)).isEmpty();
  }

  @Test
  void sessionsMoveToTheLid() {
    put(RecordKind.SIGNAL_SESSION, "49151.0", 1);
    put(RecordKind.SIGNAL_SESSION, "49151.12", 2);
    put(RecordKind.SIGNAL_SESSION, "491511.0", 3);
    put(RecordKind.IDENTITY, "49151.0", 4);
    contacts.learn(List.of(new LidMap.Pair(PHONE, LID)));
    assertThat(read(RecordKind.SIGNAL_SESSION, "100_1.0")).hasValue((byte) 1);
    assertThat(read(RecordKind.SIGNAL_SESSION, "100_1.12")).hasValue((byte) 2);
    assertThat(read(RecordKind.IDENTITY, "100_1.0")).hasValue((byte) 4);
    assertThat(read(RecordKind.SIGNAL_SESSION, "49151.0")).isEmpty();
    assertThat(read(RecordKind.SIGNAL_SESSION, "491511.0")).hasValue((byte) 3);
  }

  @Test
  void aSessionUnderTheLidIsNotOverwritten() {
    put(RecordKind.SIGNAL_SESSION, "49151.0", 1);
    put(RecordKind.SIGNAL_SESSION, "100_1.0", 2);
    contacts.learn(List.of(new LidMap.Pair(PHONE, LID)));
    assertThat(read(RecordKind.SIGNAL_SESSION, "100_1.0")).hasValue((byte) 2);
  }

  @Test
  void forgetsOneDeviceOrAllOfAPerson() {
    contacts.learn(List.of(new LidMap.Pair(PHONE, LID)));
    put(RecordKind.SIGNAL_SESSION, "100_1.0", 1);
    put(RecordKind.SIGNAL_SESSION, "100_1.2", 2);
    store.commit(List.of(DeviceIndex.writing("100_1", List.of(0, 2))));
    contacts.forgetSession(PHONE.withDevice(2));
    assertThat(read(RecordKind.SIGNAL_SESSION, "100_1.2")).isEmpty();
    assertThat(read(RecordKind.SIGNAL_SESSION, "100_1.0")).isPresent();
    contacts.forgetSessions(PHONE);
    assertThat(store.list(RecordKind.SIGNAL_SESSION)).isEmpty();
  }

  @Test
  void manyPairsTakeOneCommitAndOneLookAtTheWholeStore() {
    CountingStore counting = new CountingStore(store);
    Contacts learner = new Contacts(counting);
    List<LidMap.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      pairs.add(
          new LidMap.Pair(Jid.parse("49" + i + "@s.whatsapp.net"), Jid.parse("7" + i + "@lid")));
    }
    learner.learn(pairs.subList(0, 1));
    counting.commits = 0;
    counting.lists = 0;
    learner.learn(pairs);
    learner.forgetSessions(pairs.getFirst().lid());
    assertThat(counting.commits).isEqualTo(2);
    assertThat(counting.lists).isZero();
    assertThat(learner.canonical(pairs.get(499).phone())).isEqualTo(pairs.get(499).lid());
  }

  @Test
  void ourOwnAddressesCannotBeGivenToSomebodyElse() {
    Contacts ours =
        new Contacts(store, Optional.of(new Self(PHONE.withDevice(5), LID.withDevice(5))));
    ours.learn(List.of(new LidMap.Pair(PHONE, LID)));
    ours.learn(List.of(new LidMap.Pair(PHONE, OTHER_LID)));
    ours.learn(List.of(new LidMap.Pair(OTHER_PHONE, LID)));
    ours.renumber(PHONE, OTHER_PHONE);
    ours.forgetLid(PHONE);
    assertThat(ours.canonical(PHONE)).isEqualTo(LID);
    assertThat(ours.phoneOf(LID)).hasValue(PHONE);
    assertThat(ours.lidOf(OTHER_PHONE)).isEmpty();
  }

  @Test
  void aNewNumberKeepsThePersonAndTheirSessions() {
    put(RecordKind.SIGNAL_SESSION, "49151.3", 1);
    contacts.renumber(PHONE, OTHER_PHONE);
    assertThat(read(RecordKind.SIGNAL_SESSION, "49152.3")).hasValue((byte) 1);
    contacts.learn(List.of(new LidMap.Pair(OTHER_PHONE, LID)));
    contacts.renumber(OTHER_PHONE, PHONE);
    assertThat(contacts.phoneOf(LID)).hasValue(PHONE);
    assertThat(contacts.lidOf(OTHER_PHONE)).isEmpty();
    assertThat(read(RecordKind.SIGNAL_SESSION, "100_1.3")).hasValue((byte) 1);
  }

  @Test
  void aPersonWhoRegisteredAnewHasNoLidAndNoSessions() {
    contacts.learn(List.of(new LidMap.Pair(PHONE, LID)));
    store.commit(List.of(DeviceIndex.writing("100_1", List.of(0))));
    put(RecordKind.SIGNAL_SESSION, "100_1.0", 1);
    assertThat(contacts.forgetLid(LID)).hasValue(PHONE);
    assertThat(contacts.canonical(PHONE)).isEqualTo(PHONE);
    assertThat(contacts.phoneOf(LID)).isEmpty();
    assertThat(store.list(RecordKind.SIGNAL_SESSION)).isEmpty();
  }

  private void put(RecordKind kind, String name, int value) {
    store.commit(List.of(StoreChange.put(kind, name, new byte[] {(byte) value})));
  }

  private Optional<Byte> read(RecordKind kind, String name) {
    return store.read(new RecordKey(kind, name)).map(bytes -> bytes[0]);
  }

  /** Counts what is expensive. */
  private static final class CountingStore implements DeviceStore {
    private final DeviceStore inner;
    private int commits;
    private int lists;

    CountingStore(DeviceStore inner) {
      this.inner = inner;
    }

    @Override
    public Optional<byte[]> read(RecordKey key) {
      return inner.read(key);
    }

    @Override
    public List<StoredRecord> list(RecordKind kind) {
      lists++;
      return inner.list(kind);
    }

    @Override
    public void commit(List<StoreChange> changes) {
      commits++;
      inner.commit(changes);
    }
  }
}

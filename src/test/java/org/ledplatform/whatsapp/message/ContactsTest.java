package org.ledplatform.whatsapp.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

class ContactsTest {

  private static final Jid PHONE = Jid.parse("49151@s.whatsapp.net");
  private static final Jid LID = Jid.parse("100@lid");
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
    contacts.forgetSession(PHONE.withDevice(2));
    assertThat(read(RecordKind.SIGNAL_SESSION, "100_1.2")).isEmpty();
    assertThat(read(RecordKind.SIGNAL_SESSION, "100_1.0")).isPresent();
    contacts.forgetSessions(PHONE);
    assertThat(store.list(RecordKind.SIGNAL_SESSION)).isEmpty();
  }

  private void put(RecordKind kind, String name, int value) {
    store.commit(List.of(StoreChange.put(kind, name, new byte[] {(byte) value})));
  }

  private Optional<Byte> read(RecordKind kind, String name) {
    return store.read(new RecordKey(kind, name)).map(bytes -> bytes[0]);
  }
}

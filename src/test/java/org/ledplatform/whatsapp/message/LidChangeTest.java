package org.ledplatform.whatsapp.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.signal.DeviceIndex;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;
import org.ledplatform.whatsapp.store.StoredRecord;

/** Somebody, or we ourselves, get another LID (protocol §7.5). */
class LidChangeTest {

  private static final Jid PHONE = Jid.parse("49151@s.whatsapp.net");
  private static final Jid LID = Jid.parse("100@lid");
  private static final Jid NEW_LID = Jid.parse("200@lid");
  private static final Jid THIRD_LID = Jid.parse("300@lid");
  private static final Jid OTHER_PHONE = Jid.parse("49152@s.whatsapp.net");
  private static final String GROUP = "120363@g.us";

  private final MemoryDeviceStore store = new MemoryDeviceStore();
  private final Contacts contacts = new Contacts(store);

  private void knownUnderTheOldLid() {
    contacts.learn(List.of(new LidMap.Pair(PHONE, LID)));
    put(RecordKind.SIGNAL_SESSION, "100_1.0", 1);
    put(RecordKind.SIGNAL_SESSION, "100_1.7", 2);
    put(RecordKind.IDENTITY, "100_1.0", 3);
    put(RecordKind.IDENTITY, "100_1.7", 4);
    store.commit(List.of(DeviceIndex.writing("100_1", List.of(0, 7))));
  }

  @Test
  void sessionsIdentitiesAndTheirIndexMove() {
    knownUnderTheOldLid();
    contacts.learn(List.of(new LidMap.Pair(PHONE, NEW_LID)));
    assertThat(names(RecordKind.SIGNAL_SESSION)).containsExactlyInAnyOrder("200_1.0", "200_1.7");
    assertThat(read(RecordKind.SIGNAL_SESSION, "200_1.7")).hasValue((byte) 2);
    assertThat(read(RecordKind.IDENTITY, "200_1.0")).hasValue((byte) 3);
    assertThat(read(RecordKind.IDENTITY, "200_1.7")).hasValue((byte) 4);
    assertThat(new DeviceIndex(store).devicesOf("200_1")).containsExactly(0, 7);
    assertThat(new DeviceIndex(store).devicesOf("100_1")).isEmpty();
  }

  @Test
  void movesOnceMoreAndBackWhenLateNewsSaySo() {
    knownUnderTheOldLid();
    put(RecordKind.SENDER_KEY, GROUP + "|100_1.7", 5);
    contacts.learn(List.of(new LidMap.Pair(PHONE, NEW_LID), new LidMap.Pair(PHONE, THIRD_LID)));
    assertThat(read(RecordKind.IDENTITY, "300_1.0")).hasValue((byte) 3);
    assertThat(names(RecordKind.SENDER_KEY)).containsExactly(GROUP + "|300_1.7");
    contacts.learn(
        List.of(
            new LidMap.Pair(PHONE, LID),
            new LidMap.Pair(PHONE, NEW_LID),
            new LidMap.Pair(PHONE, LID)));
    assertThat(read(RecordKind.IDENTITY, "100_1.0")).hasValue((byte) 3);
    assertThat(names(RecordKind.IDENTITY)).hasSize(2);
    assertThat(names(RecordKind.SENDER_KEY)).containsExactly(GROUP + "|100_1.7");
  }

  @Test
  void senderKeysMoveInEveryGroupAndThoseOfOthersStay() {
    knownUnderTheOldLid();
    put(RecordKind.SENDER_KEY, GROUP + "|100_1.7", 5);
    put(RecordKind.SENDER_KEY, "status@broadcast|100_1.0", 6);
    put(RecordKind.SENDER_KEY, GROUP + "|1100_1.7", 7);
    contacts.learn(List.of(new LidMap.Pair(PHONE, NEW_LID)));
    assertThat(names(RecordKind.SENDER_KEY))
        .containsExactlyInAnyOrder(
            GROUP + "|200_1.7", "status@broadcast|200_1.0", GROUP + "|1100_1.7");
  }

  @Test
  void tokensStayUsableAndGroupsAreAskedForAgain() {
    knownUnderTheOldLid();
    put(RecordKind.TRUST_TOKEN, LID.toString(), 5);
    put(RecordKind.GROUP, GROUP, 6);
    contacts.learn(List.of(new LidMap.Pair(PHONE, NEW_LID)));
    assertThat(contacts.namesOf(NEW_LID))
        .anyMatch(name -> read(RecordKind.TRUST_TOKEN, name.toString()).isPresent());
    assertThat(store.list(RecordKind.GROUP)).isEmpty();
  }

  @Test
  void whoeverIsBlockedStaysBlockedAndTheListKeepsItsName() {
    knownUnderTheOldLid();
    BlockedPeople blocked = new BlockedPeople(store, contacts);
    blocked.replace("hash", List.of(PHONE, THIRD_LID));
    contacts.learn(List.of(new LidMap.Pair(PHONE, NEW_LID)));
    assertThat(blocked.all()).containsExactlyInAnyOrder(NEW_LID, THIRD_LID);
    assertThat(blocked.hash()).isEqualTo("hash");
  }

  @Test
  void whoeverIsBlockedStaysBlockedWhileTheNextLidIsNotKnownAndAfterwards() {
    knownUnderTheOldLid();
    put(RecordKind.TRUST_TOKEN, LID.toString(), 8);
    BlockedPeople blocked = new BlockedPeople(store, contacts);
    blocked.replace("hash", List.of(LID));
    contacts.forgetLid(LID);
    assertThat(blocked.contains(PHONE)).isTrue();
    assertThat(names(RecordKind.TRUST_TOKEN)).containsExactly(PHONE.toString());
    contacts.learn(List.of(new LidMap.Pair(PHONE, NEW_LID)));
    assertThat(blocked.contains(NEW_LID)).isTrue();
    assertThat(blocked.contains(PHONE)).isTrue();
  }

  @Test
  void ourPhoneReplacesTheLidThatItSaysWasThereBefore() {
    knownUnderTheOldLid();
    contacts.succeed(List.of(mapping(PHONE, LID, NEW_LID)));
    assertThat(contacts.lidOf(PHONE)).hasValue(NEW_LID);
    assertThat(read(RecordKind.IDENTITY, "200_1.0")).hasValue((byte) 3);
  }

  @Test
  void ourPhoneReplacesNoOtherLidAndGivesNobodyTheLidOfSomebodyElse() {
    contacts.learn(List.of(new LidMap.Pair(PHONE, THIRD_LID)));
    contacts.succeed(List.of(mapping(PHONE, LID, NEW_LID)));
    assertThat(contacts.lidOf(PHONE)).as("late news").hasValue(THIRD_LID);
    contacts.succeed(List.of(mapping(PHONE, NEW_LID, NEW_LID)));
    assertThat(contacts.lidOf(PHONE)).as("contradicts").hasValue(THIRD_LID);
    contacts.learn(List.of(new LidMap.Pair(OTHER_PHONE, LID)));
    contacts.succeed(List.of(mapping(PHONE, THIRD_LID, LID)));
    assertThat(contacts.lidOf(PHONE)).as("of somebody else").hasValue(THIRD_LID);
    assertThat(contacts.lidOf(OTHER_PHONE)).hasValue(LID);
  }

  @Test
  void ourOwnLidMovesWithTheCredentialsInOneCommit() {
    Self self = new Self(PHONE.withDevice(5), LID.withDevice(5));
    Contacts ours = new Contacts(store, Optional.of(self));
    knownUnderTheOldLid();
    put(RecordKind.SENDER_KEY, GROUP + "|100_1.5", 8);
    put(RecordKind.SENDER_KEY, GROUP + "|100_1.0", 9);
    ours.moveSelf(
        NEW_LID, List.of(StoreChange.put(RecordKind.CREDENTIALS, "self", new byte[] {9})));
    assertThat(self.lid()).isEqualTo(NEW_LID.withDevice(5));
    assertThat(ours.lidOf(PHONE)).hasValue(NEW_LID);
    assertThat(read(RecordKind.CREDENTIALS, "self")).hasValue((byte) 9);
    assertThat(read(RecordKind.IDENTITY, "200_1.0")).hasValue((byte) 3);
    assertThat(names(RecordKind.SENDER_KEY)).containsExactly(GROUP + "|200_1.0");
    ours.learn(List.of(new LidMap.Pair(PHONE, LID), new LidMap.Pair(OTHER_PHONE, NEW_LID)));
    assertThat(ours.lidOf(PHONE)).as("ours, and nobody's else").hasValue(NEW_LID);
  }

  @Test
  void whatThePairingStoredMovesWhenTheFirstLoginTellsAnotherLid() {
    Self self = new Self(PHONE.withDevice(5), LID.withDevice(5));
    put(RecordKind.IDENTITY, "100_1.0", 3);
    new Contacts(store, Optional.of(self)).moveSelf(NEW_LID, List.of());
    assertThat(read(RecordKind.IDENTITY, "200_1.0")).hasValue((byte) 3);
    assertThat(Self.in(store, self.jid(), self.lid()).current(LID)).isEqualTo(NEW_LID);
  }

  private static LidMigration.Mapping mapping(Jid phone, Jid assigned, Jid latest) {
    return new LidMigration.Mapping(new LidMap.Pair(phone, latest), assigned);
  }

  private List<String> names(RecordKind kind) {
    return store.list(kind).stream().map(StoredRecord::name).toList();
  }

  private void put(RecordKind kind, String name, int value) {
    store.commit(List.of(StoreChange.put(kind, name, new byte[] {(byte) value})));
  }

  private Optional<Byte> read(RecordKind kind, String name) {
    return store.read(new RecordKey(kind, name)).map(bytes -> bytes[0]);
  }
}

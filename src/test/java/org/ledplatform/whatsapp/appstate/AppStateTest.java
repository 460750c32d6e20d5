package org.ledplatform.whatsapp.appstate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.Vectors;
import org.ledplatform.whatsapp.crypto.Hkdf;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.proto.SyncdKeyId;
import org.ledplatform.whatsapp.proto.SyncdMutation;
import org.ledplatform.whatsapp.proto.SyncdPatch;
import org.ledplatform.whatsapp.proto.SyncdRecord;
import org.ledplatform.whatsapp.proto.SyncdSnapshot;
import org.ledplatform.whatsapp.proto.SyncdVersion;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

class AppStateTest {

  private static final Jid ANNA = Jid.parse("49151@s.whatsapp.net");
  private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
  private static final AppStateCollection LOW = AppStateCollection.REGULAR_LOW;

  private final MemoryDeviceStore ours = new MemoryDeviceStore();
  private final MemoryDeviceStore theirs = new MemoryDeviceStore();
  private final AppState here = state(ours);
  private final AppState there = state(theirs);

  private static AppState state(MemoryDeviceStore store) {
    return new AppState(store, new AppStateKeys(store), new SecureRandom());
  }

  @BeforeEach
  void sharedKey() {
    share(ours);
    share(theirs);
  }

  private static void share(MemoryDeviceStore store) {
    store.commit(new AppStateKeys(store).accept(SharedKeys.envelope(), SharedKeys.share(1)));
  }

  private SyncdPatch written(AppState by, Mutation... mutations) {
    SyncdPatch patch = by.write(LOW, List.of(mutations));
    return patch.toBuilder()
        .setVersion(SyncdVersion.newBuilder().setVersion(by.version(LOW) + 1))
        .build();
  }

  private static List<Mutation> apply(AppState to, SyncdPatch patch) {
    return to.apply(LOW, patch, patch.getMutationsList());
  }

  private static Mutation archive(boolean archived) {
    return Actions.archiving(ANNA, archived, NOW).mutation();
  }

  @Test
  void keysAndHashAreThoseOfOtherClients() {
    Vectors vector = Vectors.group("appState");
    byte[] expanded = vector.bytes("expanded160");
    MutationKeys keys = MutationKeys.of(new byte[] {1}, vector.bytes("keyData"));
    assertThat(keys.index()).isEqualTo(java.util.Arrays.copyOfRange(expanded, 0, 32));
    assertThat(keys.patch()).isEqualTo(java.util.Arrays.copyOfRange(expanded, 128, 160));
    assertThat(LtHash.EMPTY.plus(vector.bytes("ltItem")).bytes())
        .isEqualTo(vector.bytes("ltExpanded128"));
  }

  @Test
  void theHashDoesNotDependOnTheOrderAndForgetsWhatIsTakenOut() {
    byte[] a = {1};
    byte[] b = {2};
    assertThat(LtHash.EMPTY.plus(a).plus(b).bytes())
        .isEqualTo(LtHash.EMPTY.plus(b).plus(a).bytes());
    assertThat(LtHash.EMPTY.plus(a).plus(b).minus(a).bytes())
        .isEqualTo(LtHash.EMPTY.plus(b).bytes());
    assertThat(Hkdf.derive(a, new byte[0], new byte[0], 128)).hasSize(128);
  }

  @Test
  void whatOneDeviceWritesAnotherReadsOnce() {
    SyncdPatch patch = written(there, archive(true));
    assertThat(apply(here, patch))
        .flatExtracting(Actions::read)
        .containsExactly(new AppStateEvent.ChatArchived(ANNA, true));
    assertThat(here.version(LOW)).isEqualTo(1);
    assertThat(apply(here, patch)).isEmpty();
  }

  @Test
  void changesBuildOnOneAnotherAcrossDevices() {
    SyncdPatch first = written(there, archive(true), Actions.marking(ANNA, true, NOW).mutation());
    apply(there, first);
    apply(here, first);
    SyncdPatch second = written(here, archive(false));
    apply(here, second);
    apply(there, second);
    Mutation gone =
        new Mutation(false, List.of("archive", ANNA.toString()), archive(false).value(), 3);
    SyncdPatch third = written(there, gone, archive(true), gone);
    apply(there, third);
    assertThat(apply(here, third)).hasSize(3);
    assertThat(here.version(LOW)).isEqualTo(3);
    assertThat(ours.list(RecordKind.APP_STATE_RECORD)).hasSize(1);
  }

  @Test
  void everyBitIsVerifiedAndNothingOfABrokenPatchIsApplied() {
    SyncdPatch patch = written(there, archive(true));
    SyncdMutation mutation = patch.getMutations(0);
    List<SyncdPatch> broken =
        List.of(
            patch.toBuilder().setPatchMac(flip(patch.getPatchMac())).build(),
            patch.toBuilder().setSnapshotMac(flip(patch.getSnapshotMac())).build(),
            patch.toBuilder()
                .setMutations(0, mutation.toBuilder().setOperation(SyncdMutation.Operation.REMOVE))
                .build(),
            patch.toBuilder().setVersion(SyncdVersion.newBuilder().setVersion(7)).build(),
            patch.toBuilder()
                .setMutations(
                    0, withValue(mutation, flip(mutation.getRecord().getValue().getBlob())))
                .build(),
            patch.toBuilder()
                .setMutations(
                    0, withIndex(mutation, flip(mutation.getRecord().getIndex().getBlob())))
                .build());
    for (SyncdPatch bad : broken) {
      assertThatThrownBy(() -> apply(here, bad)).isInstanceOf(BrokenStateException.class);
    }
    assertThat(here.version(LOW)).isZero();
    assertThat(ours.list(RecordKind.APP_STATE_RECORD)).isEmpty();
    assertThatThrownBy(() -> here.apply(LOW, patch, List.of()))
        .isInstanceOf(BrokenStateException.class);
  }

  private static ByteString flip(ByteString bytes) {
    byte[] copy = bytes.toByteArray();
    copy[copy.length / 2] ^= 1;
    return ByteString.copyFrom(copy);
  }

  private static SyncdMutation withValue(SyncdMutation m, ByteString blob) {
    SyncdMutation.Builder b = m.toBuilder();
    b.getRecordBuilder().getValueBuilder().setBlob(blob);
    return b.build();
  }

  private static SyncdMutation withIndex(SyncdMutation m, ByteString blob) {
    SyncdMutation.Builder b = m.toBuilder();
    b.getRecordBuilder().getIndexBuilder().setBlob(blob);
    return b.build();
  }

  @Test
  void aMissingKeyIsNamed() {
    SyncdPatch patch = written(there, archive(true));
    ours.commit(List.of(StoreChange.remove(RecordKind.APP_STATE_KEY, "000000000101")));
    assertThatThrownBy(() -> apply(here, patch))
        .isInstanceOfSatisfying(
            MissingStateKeyException.class, e -> assertThat(e.keyId()).isEqualTo(SharedKeys.ID));
  }

  @Test
  void aSnapshotReplacesWhatWasThere() {
    SyncdPatch patch = written(there, archive(true));
    apply(there, patch);
    apply(here, written(here, Actions.marking(ANNA, false, NOW).mutation()));
    SyncdSnapshot snapshot = snapshot(patch);
    assertThat(here.apply(LOW, snapshot)).hasSize(1);
    assertThat(ours.list(RecordKind.APP_STATE_RECORD)).hasSize(1);
    assertThat(ours.list(RecordKind.APP_STATE).getFirst().value())
        .isEqualTo(theirs.list(RecordKind.APP_STATE).getFirst().value());
    SyncdSnapshot broken = snapshot.toBuilder().setMac(flip(snapshot.getMac())).build();
    assertThatThrownBy(() -> here.apply(LOW, broken)).isInstanceOf(BrokenStateException.class);
    assertThat(here.version(LOW)).isEqualTo(1);
    here.reset(LOW);
    assertThat(ours.list(RecordKind.APP_STATE_RECORD)).isEmpty();
  }

  /** The patch's records as a snapshot: at version 1 both have the same hash. */
  private static SyncdSnapshot snapshot(SyncdPatch patch) {
    List<SyncdRecord> records =
        patch.getMutationsList().stream().map(SyncdMutation::getRecord).toList();
    return SyncdSnapshot.newBuilder()
        .setVersion(patch.getVersion())
        .addAllRecords(records)
        .setMac(patch.getSnapshotMac())
        .setKeyId(SyncdKeyId.newBuilder().setId(ByteString.copyFrom(SharedKeys.ID)))
        .build();
  }

  @Test
  void everyKindThatWeWriteIsReadAgain() {
    Instant later = NOW.plusSeconds(3600);
    assertThat(Actions.read(Actions.muting(ANNA, true, Optional.of(later), NOW).mutation()))
        .containsExactly(new AppStateEvent.ChatMuted(ANNA, true, Optional.of(later)));
    assertThat(Actions.read(Actions.muting(ANNA, true, Optional.empty(), NOW).mutation()))
        .containsExactly(new AppStateEvent.ChatMuted(ANNA, true, Optional.empty()));
    assertThat(Actions.read(Actions.naming("LED", NOW).mutation()))
        .containsExactly(new AppStateEvent.PushNameSet("LED"));
    assertThat(Actions.read(new Mutation(true, List.of("star", "x"), archive(true).value(), 1)))
        .isEmpty();
    assertThat(
            Actions.read(
                new Mutation(true, List.of("mute", "no address"), archive(true).value(), 1)))
        .isEmpty();
  }

  @Test
  void anIndexIsAnArrayOfTexts() {
    List<String> parts = List.of("a\"b\\c\n", "ü", "");
    assertThat(IndexText.read(IndexText.write(parts))).isEqualTo(parts);
    assertThat(IndexText.read(bytes(" [ \"\\u00fc\" , \"x\" ] "))).containsExactly("ü", "x");
    for (String bad : List.of("", "[", "[\"", "[\"a\"", "[1]", "{}", "[\"\\u12\"]", "[\"a\",]")) {
      assertThatThrownBy(() -> IndexText.read(bytes(bad)))
          .as(bad)
          .isInstanceOf(MalformedStateException.class);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

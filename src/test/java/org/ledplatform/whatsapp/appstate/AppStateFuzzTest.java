package org.ledplatform.whatsapp.appstate;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.SecureRandom;
import org.ledplatform.fuzz.Refused;
import org.ledplatform.whatsapp.proto.SyncdPatch;
import org.ledplatform.whatsapp.proto.SyncdSnapshot;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;

/** What a network may hand out as the settings of an account that it does not have the keys of. */
class AppStateFuzzTest {

  private static final AppStateCollection LOW = AppStateCollection.REGULAR_LOW;
  private static final MemoryDeviceStore STORE = new MemoryDeviceStore();
  private static final AppState STATE =
      new AppState(STORE, new AppStateKeys(STORE), new SecureRandom());

  static {
    STORE.commit(new AppStateKeys(STORE).accept(SharedKeys.envelope(), SharedKeys.share(1)));
  }

  @FuzzTest
  void noSnapshotAndNoPatchWithoutTheKeysIsBelieved(byte[] input) {
    try {
      SyncdSnapshot snapshot = SyncdSnapshot.parseFrom(input);
      assertThat(Refused.orDone(() -> STATE.apply(LOW, snapshot))).isTrue();
    } catch (InvalidProtocolBufferException _) {
      // Not a snapshot; perhaps a patch.
    }
    try {
      SyncdPatch patch = SyncdPatch.parseFrom(input);
      Refused.orDone(() -> STATE.apply(LOW, patch, patch.getMutationsList()));
    } catch (InvalidProtocolBufferException _) {
      // Neither.
    }
    assertThat(STATE.version(LOW)).isZero();
  }
}

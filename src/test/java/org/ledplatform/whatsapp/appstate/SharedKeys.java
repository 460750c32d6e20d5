package org.ledplatform.whatsapp.appstate;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Envelope;
import org.ledplatform.whatsapp.proto.AppStateSyncKey;
import org.ledplatform.whatsapp.proto.AppStateSyncKeyData;
import org.ledplatform.whatsapp.proto.AppStateSyncKeyId;
import org.ledplatform.whatsapp.proto.AppStateSyncKeyShare;
import org.ledplatform.whatsapp.proto.ProtocolMessage;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.StoreChange;

/** A key of the app state as a phone shares it. */
public final class SharedKeys {

  public static final byte[] ID = {0, 0, 0, 0, 1, 1};

  private SharedKeys() {}

  /** The share of one key whose bytes are all this. */
  public static ProtocolMessage share(int fill) {
    byte[] data = new byte[32];
    Arrays.fill(data, (byte) fill);
    return ProtocolMessage.newBuilder()
        .setType(ProtocolMessage.Type.APP_STATE_SYNC_KEY_SHARE)
        .setAppStateSyncKeyShare(
            AppStateSyncKeyShare.newBuilder()
                .addKeys(
                    AppStateSyncKey.newBuilder()
                        .setKeyId(AppStateSyncKeyId.newBuilder().setKeyId(ByteString.copyFrom(ID)))
                        .setKeyData(
                            AppStateSyncKeyData.newBuilder()
                                .setKeyData(ByteString.copyFrom(data))
                                .setTimestamp(1))))
        .build();
  }

  /** The writes that store the share of {@link #share}. */
  public static List<StoreChange> stored(DeviceStore store, int fill) {
    return new AppStateKeys(store).accept(envelope(), share(fill));
  }

  static Envelope envelope() {
    Jid own = Jid.parse("49170@s.whatsapp.net");
    return new Envelope("K1", own, own, true, true, "", Instant.EPOCH, false, List.of());
  }
}

package org.ledplatform.whatsapp.appstate;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.message.Envelope;
import org.ledplatform.whatsapp.message.OwnPhone;
import org.ledplatform.whatsapp.proto.AppStateSyncKey;
import org.ledplatform.whatsapp.proto.AppStateSyncKeyData;
import org.ledplatform.whatsapp.proto.ProtocolMessage;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;
import org.ledplatform.whatsapp.store.StoredRecord;

/** The keys of the app state that our phone shared. Safe for use by many threads. */
public final class AppStateKeys implements OwnPhone {

  private static final int KEY_LENGTH = 32;
  private static final int MAX_ID = 32;

  private final DeviceStore store;

  public AppStateKeys(DeviceStore store) {
    this.store = store;
  }

  @Override
  public List<StoreChange> accept(Envelope envelope, ProtocolMessage told) {
    return told.getAppStateSyncKeyShare().getKeysList().stream()
        .filter(AppStateKeys::isSound)
        .map(
            key ->
                StoreChange.put(
                    RecordKind.APP_STATE_KEY,
                    name(key.getKeyId().getKeyId().toByteArray()),
                    key.getKeyData().toByteArray()))
        .toList();
  }

  /** A phone answers with an empty key when it does not have one either. */
  private static boolean isSound(AppStateSyncKey key) {
    int id = key.getKeyId().getKeyId().size();
    return id > 0 && id <= MAX_ID && key.getKeyData().getKeyData().size() == KEY_LENGTH;
  }

  /** Whether there is any key, so that collections can be read at all. */
  public boolean any() {
    return !store.list(RecordKind.APP_STATE_KEY).isEmpty();
  }

  /**
   * The keys under an id.
   *
   * @throws MissingStateKeyException when our phone did not share them
   */
  MutationKeys require(byte[] id) {
    return store
        .read(new RecordKey(RecordKind.APP_STATE_KEY, name(id)))
        .map(record -> MutationKeys.of(id.clone(), parse(record).getKeyData().toByteArray()))
        .orElseThrow(() -> new MissingStateKeyException(id));
  }

  /** The newest keys: those to write with. */
  Optional<MutationKeys> newest() {
    return store.list(RecordKind.APP_STATE_KEY).stream()
        .max(Comparator.comparingLong(r -> parse(r.value()).getTimestamp()))
        .map(StoredRecord::name)
        .map(name -> require(HexFormat.of().parseHex(name)));
  }

  private static AppStateSyncKeyData parse(byte[] record) {
    try {
      return AppStateSyncKeyData.parseFrom(record);
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedStateException("A stored key of the app state cannot be read", e);
    }
  }

  private static String name(byte[] id) {
    return HexFormat.of().formatHex(id);
  }
}

package org.ledplatform.sandbox.phone;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.sandbox.account.AppStates;
import org.ledplatform.sandbox.storage.SandboxStorageException;
import org.ledplatform.sandbox.storage.Table;
import org.ledplatform.sandbox.storage.Write;
import org.ledplatform.whatsapp.appstate.AppStateCollection;
import org.ledplatform.whatsapp.appstate.AppStateException;
import org.ledplatform.whatsapp.media.MediaKind;
import org.ledplatform.whatsapp.media.MediaReference;
import org.ledplatform.whatsapp.media.MediaSource;
import org.ledplatform.whatsapp.media.MediaUnavailableException;
import org.ledplatform.whatsapp.proto.ExternalBlobReference;
import org.ledplatform.whatsapp.proto.SyncdMutation;
import org.ledplatform.whatsapp.proto.SyncdPatch;
import org.ledplatform.whatsapp.proto.SyncdRecord;
import org.ledplatform.whatsapp.proto.SyncdSnapshot;

/**
 * A phone makes snapshots of its account's app state, as files at the media hosts (protocol §6.9):
 * the network has not the keys for it. The phone keeps what it made, because the next one continues
 * from it and the hosts may lose the file. Used under the phone's lock.
 */
final class PhoneSnapshots {

  /** So many patches are worth a snapshot. */
  static final int DUE = 100;

  /** Of five collections less than an account may have, so that large patches never stop it. */
  private static final long DUE_BYTES = 100 * 1024;

  /** Settings of a person are small; whoever fills them up gets no snapshots. */
  private static final int MAX_BYTES = 4 * 1024 * 1024;

  private static final System.Logger LOG = System.getLogger(PhoneSnapshots.class.getName());

  private final PhoneParts parts;

  PhoneSnapshots(PhoneParts parts) {
    this.parts = parts;
  }

  /** Makes a snapshot if there are many patches behind the last one, and media hosts to take it. */
  void consider(AppStateCollection collection) {
    if (!isDue(collection) || parts.server().media().address().isEmpty()) {
      return;
    }
    try {
      SyncdSnapshot made = make(collection);
      if (made.getSerializedSize() <= MAX_BYTES) {
        parts
            .storage()
            .commit(
                List.of(
                    new Write.Put(Table.PHONE_SNAPSHOTS, name(collection), made.toByteArray())));
        publish(collection, made);
      }
    } catch (AppStateException e) {
      LOG.log(
          System.Logger.Level.INFO,
          "A virtual phone makes no snapshot of its app state: {0}",
          e.getMessage());
    }
  }

  private boolean isDue(AppStateCollection collection) {
    return parts.server().patchesBehindSnapshot(account(), collection.text()) >= DUE
        || parts.server().bytesBehindSnapshot(account(), collection.text()) >= DUE_BYTES;
  }

  /** The hosts lost the file: puts it there again. */
  void restore(AppStateCollection collection) {
    stored(collection).ifPresent(made -> publish(collection, made));
  }

  private SyncdSnapshot make(AppStateCollection collection) {
    PhoneCollections collections = new PhoneCollections(parts);
    SyncdSnapshot former = stored(collection).orElseGet(SyncdSnapshot::getDefaultInstance);
    Map<ByteString, SyncdRecord> records = new LinkedHashMap<>();
    former.getRecordsList().forEach(record -> records.put(index(record), record));
    collections.read(collection, former.getVersion().getVersion(), patch -> take(records, patch));
    return collections.snapshot(collection, List.copyOf(records.values()));
  }

  private static void take(Map<ByteString, SyncdRecord> records, SyncdPatch patch) {
    for (SyncdMutation mutation : patch.getMutationsList()) {
      if (mutation.getOperation() == SyncdMutation.Operation.SET) {
        records.put(index(mutation.getRecord()), mutation.getRecord());
      } else {
        records.remove(index(mutation.getRecord()));
      }
    }
  }

  private static ByteString index(SyncdRecord record) {
    return record.getIndex().getBlob();
  }

  private void publish(AppStateCollection collection, SyncdSnapshot made) {
    try {
      MediaReference file =
          parts
              .server()
              .media()
              .forPhones(parts.about().getTenant())
              .upload(MediaKind.APP_STATE, MediaSource.of(made.toByteArray()))
              .reference();
      int version = Math.toIntExact(made.getVersion().getVersion());
      parts
          .server()
          .publishSnapshot(
              account(), collection.text(), new AppStates.Snapshot(version, place(file)));
    } catch (MediaUnavailableException _) {
      // The patches are still there, and the next one tries again.
    }
  }

  private static byte[] place(MediaReference file) {
    return ExternalBlobReference.newBuilder()
        .setMediaKey(ByteString.copyFrom(file.mediaKey()))
        .setDirectPath(file.directPath())
        .setFileSizeBytes(file.length())
        .setFileSha256(ByteString.copyFrom(file.fileSha256()))
        .setFileEncSha256(ByteString.copyFrom(file.encryptedSha256()))
        .build()
        .toByteArray();
  }

  private Optional<SyncdSnapshot> stored(AppStateCollection collection) {
    return parts.storage().read(Table.PHONE_SNAPSHOTS, name(collection)).map(PhoneSnapshots::parse);
  }

  private static SyncdSnapshot parse(byte[] stored) {
    try {
      return SyncdSnapshot.parseFrom(stored);
    } catch (InvalidProtocolBufferException e) {
      throw new SandboxStorageException("A stored snapshot cannot be read", e);
    }
  }

  private String name(AppStateCollection collection) {
    return parts.store().phoneId() + "/" + collection.text();
  }

  private String account() {
    return parts.about().getPhone();
  }
}

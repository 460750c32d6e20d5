package org.ledplatform.whatsapp.appstate;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import org.ledplatform.whatsapp.crypto.AesCbc;
import org.ledplatform.whatsapp.crypto.CipherException;
import org.ledplatform.whatsapp.crypto.Hmac;
import org.ledplatform.whatsapp.proto.SyncActionData;
import org.ledplatform.whatsapp.proto.SyncdBlob;
import org.ledplatform.whatsapp.proto.SyncdKeyId;
import org.ledplatform.whatsapp.proto.SyncdMutation;
import org.ledplatform.whatsapp.proto.SyncdRecord;

/** Opens and seals one record of a collection (protocol §6.9). Stateless. */
final class RecordSeal {

  static final int MAC = 32;
  private static final int IV = 16;

  private RecordSeal() {}

  /**
   * A record that verified.
   *
   * @param indexMac names the record without telling its index
   * @param valueMac what the hash of the collection is made of
   */
  record Opened(Mutation mutation, byte[] indexMac, byte[] valueMac) {}

  /**
   * Verifies and decrypts.
   *
   * @throws BrokenStateException when a MAC is wrong
   * @throws MalformedStateException when it cannot be read
   */
  static Opened open(MutationKeys keys, SyncdMutation.Operation operation, SyncdRecord record) {
    byte[] blob = record.getValue().getBlob().toByteArray();
    if (blob.length < IV + MAC) {
      throw new MalformedStateException("A record of the app state is too short");
    }
    byte[] sealed = Arrays.copyOf(blob, blob.length - MAC);
    byte[] mac = Arrays.copyOfRange(blob, blob.length - MAC, blob.length);
    if (!Hmac.same(mac, mac(keys, operation, sealed))) {
      throw new BrokenStateException("A record of the app state has a wrong MAC");
    }
    SyncActionData data = decrypt(keys, sealed);
    byte[] indexMac = Hmac.sha256(keys.index(), data.getIndex().toByteArray());
    if (!Hmac.same(indexMac, record.getIndex().getBlob().toByteArray())) {
      throw new BrokenStateException("A record of the app state has a wrong index");
    }
    Mutation mutation =
        new Mutation(
            operation == SyncdMutation.Operation.SET,
            IndexText.read(data.getIndex().toByteArray()),
            data.getValue(),
            data.getVersion());
    return new Opened(mutation, indexMac, mac);
  }

  /** Encrypts and signs. */
  static SyncdMutation seal(MutationKeys keys, Mutation mutation, SecureRandom random) {
    byte[] index = IndexText.write(mutation.index());
    byte[] plain =
        SyncActionData.newBuilder()
            .setIndex(ByteString.copyFrom(index))
            .setValue(mutation.value())
            .setPadding(ByteString.EMPTY)
            .setVersion(mutation.version())
            .build()
            .toByteArray();
    byte[] iv = new byte[IV];
    random.nextBytes(iv);
    byte[] encrypted = AesCbc.encrypt(keys.cipher(), iv, plain);
    byte[] sealed = ByteBuffer.allocate(IV + encrypted.length).put(iv).put(encrypted).array();
    SyncdMutation.Operation operation =
        mutation.set() ? SyncdMutation.Operation.SET : SyncdMutation.Operation.REMOVE;
    ByteString blob =
        ByteString.copyFrom(sealed).concat(ByteString.copyFrom(mac(keys, operation, sealed)));
    return SyncdMutation.newBuilder()
        .setOperation(operation)
        .setRecord(
            SyncdRecord.newBuilder()
                .setIndex(blob(ByteString.copyFrom(Hmac.sha256(keys.index(), index))))
                .setValue(blob(blob))
                .setKeyId(SyncdKeyId.newBuilder().setId(ByteString.copyFrom(keys.id()))))
        .build();
  }

  private static SyncdBlob blob(ByteString bytes) {
    return SyncdBlob.newBuilder().setBlob(bytes).build();
  }

  private static byte[] mac(MutationKeys keys, SyncdMutation.Operation operation, byte[] sealed) {
    byte[] op = {(byte) (operation == SyncdMutation.Operation.SET ? 1 : 2)};
    byte[] length = ByteBuffer.allocate(8).putLong(1L + keys.id().length).array();
    return Arrays.copyOf(Hmac.sha512(keys.value(), op, keys.id(), sealed, length), MAC);
  }

  private static SyncActionData decrypt(MutationKeys keys, byte[] sealed) {
    try {
      byte[] iv = Arrays.copyOf(sealed, IV);
      byte[] plain =
          AesCbc.decrypt(keys.cipher(), iv, Arrays.copyOfRange(sealed, IV, sealed.length));
      return SyncActionData.parseFrom(plain);
    } catch (CipherException | InvalidProtocolBufferException e) {
      throw new MalformedStateException("A record of the app state cannot be read", e);
    }
  }
}

package org.ledplatform.whatsapp.appstate;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.ledplatform.whatsapp.crypto.Hmac;
import org.ledplatform.whatsapp.proto.StoredCollection;

/**
 * Where a collection stands.
 *
 * @param version counts its patches; 0 before the first snapshot
 * @param hash over the MACs of all records in it
 */
record CollectionState(AppStateCollection collection, long version, LtHash hash) {

  static CollectionState nothing(AppStateCollection collection) {
    return new CollectionState(collection, 0, LtHash.EMPTY);
  }

  static CollectionState parse(AppStateCollection collection, byte[] stored) {
    try {
      StoredCollection s = StoredCollection.parseFrom(stored);
      return new CollectionState(collection, s.getVersion(), LtHash.of(s.getHash().toByteArray()));
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedStateException("A stored collection cannot be read", e);
    }
  }

  byte[] bytes() {
    return StoredCollection.newBuilder()
        .setVersion(version)
        .setHash(ByteString.copyFrom(hash.bytes()))
        .build()
        .toByteArray();
  }

  byte[] snapshotMac(MutationKeys keys) {
    return Hmac.sha256(keys.snapshot(), hash.bytes(), number(version), name());
  }

  byte[] patchMac(MutationKeys keys, byte[] snapshotMac, List<byte[]> valueMacs) {
    byte[][] parts = new byte[valueMacs.size() + 3][];
    parts[0] = snapshotMac;
    for (int i = 0; i < valueMacs.size(); i++) {
      parts[i + 1] = valueMacs.get(i);
    }
    parts[parts.length - 2] = number(version);
    parts[parts.length - 1] = name();
    return Hmac.sha256(keys.patch(), parts);
  }

  private static byte[] number(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }

  private byte[] name() {
    return collection.text().getBytes(StandardCharsets.US_ASCII);
  }
}

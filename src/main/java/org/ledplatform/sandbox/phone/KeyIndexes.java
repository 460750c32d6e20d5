package org.ledplatform.sandbox.phone;

import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.ledplatform.sandbox.account.Device;
import org.ledplatform.whatsapp.crypto.Curve;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.proto.ADVKeyIndexList;
import org.ledplatform.whatsapp.proto.ADVSignedKeyIndexList;

/** A phone's signed word on which of its companions are valid (protocol §12.3). */
final class KeyIndexes {

  private static final ByteString PREFIX = ByteString.copyFrom(new byte[] {6, 2});

  private KeyIndexes() {}

  static byte[] sign(
      KeyPair account, int rawId, List<Device> devices, Instant now, SecureRandom random) {
    List<Integer> valid =
        devices.stream().filter(d -> !d.id().isPhone()).map(Device::keyIndex).toList();
    ByteString details =
        ADVKeyIndexList.newBuilder()
            .setRawId(rawId)
            .setTimestamp(now.getEpochSecond())
            .setCurrentIndex(valid.stream().mapToInt(i -> i).max().orElse(0))
            .addAllValidIndexes(valid)
            .build()
            .toByteString();
    byte[] signature =
        Curve.sign(account.privateKey(), PREFIX.concat(details).toByteArray(), random);
    return ADVSignedKeyIndexList.newBuilder()
        .setDetails(details)
        .setAccountSignature(ByteString.copyFrom(signature))
        .build()
        .toByteArray();
  }
}

package org.ledplatform.whatsapp.message;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.Server;
import org.ledplatform.whatsapp.proto.LIDMigrationMapping;
import org.ledplatform.whatsapp.proto.LIDMigrationMappingSyncPayload;

/** Reads the mappings that our own phone hands over when an account moves to LIDs (§12.7). */
public final class LidMigration {

  private LidMigration() {}

  /**
   * The pairs, the newest LID of each person.
   *
   * @throws MalformedContentException when it cannot be read
   */
  public static List<LidMap.Pair> read(ByteString payload) {
    try {
      return LIDMigrationMappingSyncPayload.parseFrom(payload).getPnToLidMappingsList().stream()
          .flatMap(mapping -> pair(mapping).stream())
          .toList();
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedContentException("The mappings of our phone cannot be read", e);
    }
  }

  private static Optional<LidMap.Pair> pair(LIDMigrationMapping mapping) {
    long lid = mapping.getLatestLid() != 0 ? mapping.getLatestLid() : mapping.getAssignedLid();
    if (mapping.getPn() == 0 || lid == 0) {
      return Optional.empty();
    }
    return LidMap.Pair.of(
        Jid.of(Long.toUnsignedString(mapping.getPn()), Server.PHONE),
        Jid.of(Long.toUnsignedString(lid), Server.LID));
  }
}

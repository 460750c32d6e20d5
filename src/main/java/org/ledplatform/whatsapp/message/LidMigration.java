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
   * What our phone says about one person.
   *
   * @param latest the phone number and the LID that the person has now
   * @param assigned the LID that the person had when the phone last told, maybe the same
   */
  public record Mapping(LidMap.Pair latest, Jid assigned) {
    /** Addresses are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "Mapping[…]";
    }
  }

  /**
   * The mappings; those that name nobody are left out.
   *
   * @throws MalformedContentException when it cannot be read
   */
  public static List<Mapping> read(ByteString payload) {
    try {
      return LIDMigrationMappingSyncPayload.parseFrom(payload).getPnToLidMappingsList().stream()
          .flatMap(told -> mapping(told).stream())
          .toList();
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedContentException("The mappings of our phone cannot be read", e);
    }
  }

  private static Optional<Mapping> mapping(LIDMigrationMapping told) {
    long latest = told.getLatestLid() != 0 ? told.getLatestLid() : told.getAssignedLid();
    long assigned = told.getAssignedLid() != 0 ? told.getAssignedLid() : latest;
    if (told.getPn() == 0 || latest == 0) {
      return Optional.empty();
    }
    return LidMap.Pair.of(Jid.of(Long.toUnsignedString(told.getPn()), Server.PHONE), lid(latest))
        .map(pair -> new Mapping(pair, lid(assigned)));
  }

  private static Jid lid(long digits) {
    return Jid.of(Long.toUnsignedString(digits), Server.LID);
  }
}

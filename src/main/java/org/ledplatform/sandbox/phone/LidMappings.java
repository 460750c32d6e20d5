package org.ledplatform.sandbox.phone;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.whatsapp.proto.LIDMigrationMapping;
import org.ledplatform.whatsapp.proto.LIDMigrationMappingSyncMessage;
import org.ledplatform.whatsapp.proto.LIDMigrationMappingSyncPayload;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.ProtocolMessage;

/** What a phone tells its companions about the LIDs of people (protocol §7.5, §12.7). */
final class LidMappings {

  private LidMappings() {}

  /**
   * The message.
   *
   * @param before people as they were: the LID that each had
   * @param people finds them as they are, by the names of their accounts
   */
  static Message message(
      List<Account> before, Function<String, Optional<Account>> people, Instant now) {
    LIDMigrationMappingSyncPayload.Builder payload =
        LIDMigrationMappingSyncPayload.newBuilder()
            .setChatDbMigrationTimestamp(now.getEpochSecond());
    before.stream()
        .flatMap(person -> mapping(person, people).stream())
        .forEach(payload::addPnToLidMappings);
    return Message.newBuilder()
        .setProtocolMessage(
            ProtocolMessage.newBuilder()
                .setType(ProtocolMessage.Type.LID_MIGRATION_MAPPING_SYNC)
                .setLidMigrationMappingSyncMessage(
                    LIDMigrationMappingSyncMessage.newBuilder()
                        .setEncodedMappingPayload(payload.build().toByteString())))
        .build();
  }

  private static Optional<LIDMigrationMapping> mapping(
      Account before, Function<String, Optional<Account>> people) {
    return people
        .apply(before.phone())
        .map(
            now ->
                LIDMigrationMapping.newBuilder()
                    .setPn(Long.parseUnsignedLong(now.number()))
                    .setAssignedLid(Long.parseUnsignedLong(before.lid()))
                    .setLatestLid(Long.parseUnsignedLong(now.lid()))
                    .build());
  }
}

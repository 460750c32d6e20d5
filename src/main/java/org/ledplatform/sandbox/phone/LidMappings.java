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
   * Tells all companions that have begun their work.
   *
   * @param before people as they were: the LID that each had
   */
  static void tell(PhoneParts parts, List<Account> before) {
    Message mappings = message(before, parts.server()::account, parts.clock().instant());
    parts.server().devices(parts.self()).stream()
        .filter(device -> !device.id().isPhone() && device.welcomed())
        .map(device -> device.id().number())
        .forEach(companion -> parts.letters().sendPeer(companion, parts.ids().next(), mappings));
  }

  private static Message message(
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

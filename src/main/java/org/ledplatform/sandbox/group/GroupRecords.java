package org.ledplatform.sandbox.group;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.sandbox.proto.StoredAccess;
import org.ledplatform.sandbox.proto.StoredGroup;
import org.ledplatform.sandbox.proto.StoredGroupText;
import org.ledplatform.sandbox.proto.StoredMember;
import org.ledplatform.sandbox.storage.SandboxStorageException;

/** Groups as they are kept. */
final class GroupRecords {

  private GroupRecords() {}

  static byte[] write(Group group) {
    GroupSettings settings = group.settings();
    Entrance entrance = group.entrance();
    StoredGroup.Builder stored =
        StoredGroup.newBuilder()
            .setTenant(group.tenant())
            .setCreator(group.creator())
            .setCreatedSeconds(group.created().getEpochSecond())
            .setByLid(group.byLid())
            .setCommunity(group.kinship().community())
            .setAnnouncements(group.kinship().announcements())
            .setSubject(text(group.subject()))
            .setAnnouncement(settings.announcement())
            .setLocked(settings.locked())
            .setAdminsAdd(settings.adminsAdd())
            .setApproval(settings.approval())
            .setExpiration(settings.expiration())
            .setCode(entrance.code())
            .addAllFormerCodes(entrance.formerCodes())
            .setVersion(group.version());
    group.kinship().parent().ifPresent(stored::setParent);
    group.description().ifPresent(description -> stored.setDescription(text(description)));
    group
        .members()
        .forEach(
            (phone, role) ->
                stored.addMembers(
                    StoredMember.newBuilder().setPhone(phone).setRole(role.ordinal())));
    entrance.requests().forEach(r -> stored.addRequests(access(r.phone(), r.at())));
    entrance.departures().forEach(d -> stored.addDepartures(access(d.phone(), d.at())));
    entrance
        .invites()
        .forEach(
            i ->
                stored.addInvites(
                    access(i.phone(), i.expires()).setCode(i.code()).setAdmin(i.admin())));
    return stored.build().toByteArray();
  }

  static Group read(String id, byte[] bytes) {
    try {
      StoredGroup stored = StoredGroup.parseFrom(bytes);
      Map<String, Role> members = new LinkedHashMap<>();
      stored.getMembersList().forEach(m -> members.put(m.getPhone(), Role.values()[m.getRole()]));
      return new Group(
          id,
          stored.getTenant(),
          stored.getCreator(),
          Instant.ofEpochSecond(stored.getCreatedSeconds()),
          stored.getByLid(),
          new Kinship(
              stored.getCommunity(),
              stored.hasParent() ? Optional.of(stored.getParent()) : Optional.empty(),
              stored.getAnnouncements()),
          text(stored.getSubject()),
          stored.hasDescription() ? Optional.of(text(stored.getDescription())) : Optional.empty(),
          members,
          new GroupSettings(
              stored.getAnnouncement(),
              stored.getLocked(),
              stored.getAdminsAdd(),
              stored.getApproval(),
              stored.getExpiration()),
          entrance(stored),
          stored.getVersion());
    } catch (InvalidProtocolBufferException e) {
      throw new SandboxStorageException("A stored group cannot be read", e);
    }
  }

  private static Entrance entrance(StoredGroup stored) {
    return new Entrance(
        stored.getCode(),
        stored.getFormerCodesList(),
        stored.getRequestsList().stream()
            .map(a -> new Entrance.Request(a.getPhone(), moment(a)))
            .toList(),
        stored.getInvitesList().stream()
            .map(a -> new Entrance.Invite(a.getPhone(), a.getCode(), a.getAdmin(), moment(a)))
            .toList(),
        stored.getDeparturesList().stream()
            .map(a -> new Entrance.Departure(a.getPhone(), moment(a)))
            .toList());
  }

  private static StoredGroupText text(GroupText text) {
    return StoredGroupText.newBuilder()
        .setId(text.id())
        .setText(text.text())
        .setAuthor(text.author())
        .setSeconds(text.at().getEpochSecond())
        .build();
  }

  private static GroupText text(StoredGroupText stored) {
    return new GroupText(
        stored.getId(),
        stored.getText(),
        stored.getAuthor(),
        Instant.ofEpochSecond(stored.getSeconds()));
  }

  private static StoredAccess.Builder access(String phone, Instant moment) {
    return StoredAccess.newBuilder().setPhone(phone).setSeconds(moment.getEpochSecond());
  }

  private static Instant moment(StoredAccess access) {
    return Instant.ofEpochSecond(access.getSeconds());
  }
}

package org.ledplatform.whatsapp.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.UnexpectedNodeException;

/** The group element, both ways. */
class GroupNodeTest {

  private static final Jid ANNA = Jid.parse("4915112345@s.whatsapp.net");
  private static final Jid ANNA_LID = Jid.parse("77001@lid");
  private static final Jid BEN_LID = Jid.parse("77002@lid");

  @Test
  void whatIsWrittenIsReadAgain() {
    GroupMetadata group =
        new GroupMetadata(
            Jid.parse("120363000000000001@g.us"),
            Addressing.LID,
            new GroupSubject("Garden", Optional.of(Instant.ofEpochSecond(5)), Optional.of(BEN_LID)),
            Optional.of(Instant.ofEpochSecond(4)),
            Optional.of(ANNA_LID),
            Optional.of(
                new GroupDescription(
                    "D1", "Tomatoes", Optional.of(Instant.ofEpochSecond(6)), Optional.of(BEN_LID))),
            new GroupSettings(true, true, Optional.of(Duration.ofDays(7)), false, true),
            new GroupPlace(true, Optional.of(Jid.parse("120363000000000002@g.us")), true),
            List.of(
                new GroupMember(ANNA_LID, Optional.of(ANNA), GroupMember.Role.SUPERADMIN),
                new GroupMember(BEN_LID, Optional.empty(), GroupMember.Role.MEMBER)),
            2,
            "17");
    assertThat(GroupNode.read(GroupNode.write(group))).isEqualTo(group);
    GroupMetadata plain = group.with(GroupSettings.USUAL).with(GroupPlace.ALONE);
    assertThat(GroupNode.read(GroupNode.write(plain))).isEqualTo(plain);
  }

  @Test
  void aBareGroupIsAPhoneNumberGroupWithTheUsualRules() {
    Node node =
        Node.of("group", Node.of("participant").with("jid", ANNA).with("type", "admin"))
            .with("id", "120363000000000001@g.us");
    GroupMetadata group = GroupNode.read(node);
    assertThat(group.id()).isEqualTo(Jid.parse("120363000000000001@g.us"));
    assertThat(group.addressing()).isEqualTo(Addressing.PHONE);
    assertThat(group.settings()).isEqualTo(GroupSettings.USUAL);
    assertThat(group.member(ANNA)).map(GroupMember::isAdmin).contains(true);
    assertThat(group.size()).isOne();
  }

  @Test
  void aMemberIsFoundUnderBothAddresses() {
    Node node =
        Node.of("participant").with("jid", ANNA_LID).with("phone_number", ANNA.withDevice(4));
    GroupMember member = GroupNode.readMember(node);
    assertThat(member.is(ANNA)).isTrue();
    assertThat(member.is(ANNA_LID.withDevice(9))).isTrue();
    assertThat(member.is(BEN_LID)).isFalse();
    assertThat(member).hasToString("GroupMember[MEMBER]");
  }

  @Test
  void whatIsNoGroupIsRefused() {
    assertThatThrownBy(() -> GroupNode.read(Node.of("group")))
        .isInstanceOf(UnexpectedNodeException.class);
    assertThatThrownBy(() -> GroupNode.read(Node.of("group").with("id", ANNA)))
        .isInstanceOf(UnexpectedNodeException.class);
    Node stranger = Node.of("participant").with("jid", "1@g.us");
    assertThatThrownBy(() -> GroupNode.read(Node.of("group", stranger).with("id", "1")))
        .isInstanceOf(UnexpectedNodeException.class);
  }

  @Test
  void aDeletedDescriptionIsNone() {
    assertThat(GroupNode.readDescription(Node.of("description", Node.of("delete")))).isEmpty();
    Node body = Node.of("body", "x".getBytes(StandardCharsets.UTF_8));
    assertThat(GroupNode.readDescription(Node.of("description", body).with("id", "D")))
        .map(GroupDescription::text)
        .contains("x");
  }
}

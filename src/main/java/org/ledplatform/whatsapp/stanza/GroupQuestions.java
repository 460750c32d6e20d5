package org.ledplatform.whatsapp.stanza;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.group.GroupInvitation;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** What a client asks about groups, and asks to be done in them (protocol §9.2). Ids come later. */
public final class GroupQuestions {

  private GroupQuestions() {}

  /** What is to know about this group? */
  public static Node metadata(Jid group) {
    return get(group, Node.of("query").with("request", "interactive"));
  }

  /** Which groups are we in, and who is in them? */
  public static Node participating() {
    return get(
        Jid.GROUPS, Node.of("participating", Node.of("participants"), Node.of("description")));
  }

  /** Which groups are in this community? */
  public static Node subGroups(Jid community) {
    return get(community, Node.of("sub_groups"));
  }

  /**
   * Make a group.
   *
   * @param key any text that is new for each group
   */
  public static Node create(String subject, String key, Collection<Jid> people) {
    return set(Jid.GROUPS, list("create", people).with("subject", subject).with("key", key));
  }

  /** We leave. */
  public static Node leave(Jid group) {
    return set(Jid.GROUPS, Node.of("leave", Node.of("group").with("id", group)));
  }

  /**
   * Change who is in the group, and as what.
   *
   * @param what {@code add}, {@code remove}, {@code promote} or {@code demote}
   */
  public static Node members(Jid group, String what, Collection<Jid> people) {
    return set(group, list(what, people));
  }

  /** Give it this name. */
  public static Node subject(Jid group, String text) {
    return set(group, Node.of("subject", utf8(text)));
  }

  /**
   * Give it this description, or none.
   *
   * @param id of the new one
   * @param previous the id of the one that it replaces
   */
  public static Node description(
      Jid group, Optional<String> text, String id, Optional<String> previous) {
    Node description = Node.of("description").with("prev", previous);
    return set(
        group,
        text.map(t -> description.with("id", id).adding(Node.of("body", utf8(t))))
            .orElseGet(() -> description.with("delete", "true")));
  }

  /**
   * Switch a rule on or off.
   *
   * @param tag such as {@code announcement} or {@code not_announcement}
   */
  public static Node rule(Jid group, String tag) {
    return set(group, Node.of(tag));
  }

  /** Let messages disappear after this long. */
  public static Node ephemeral(Jid group, Duration timer) {
    return set(group, Node.of("ephemeral").with("expiration", timer.toSeconds()));
  }

  /** Who may add others? */
  public static Node addMode(Jid group, boolean membersAdd) {
    return set(
        group, Node.of("member_add_mode", utf8(membersAdd ? "all_member_add" : "admin_add")));
  }

  /** Must admins approve who comes by link? */
  public static Node approval(Jid group, boolean on) {
    return set(
        group,
        Node.of(
            "membership_approval_mode", Node.of("group_join").with("state", on ? "on" : "off")));
  }

  /** Which link leads into the group? */
  public static Node invite(Jid group) {
    return get(group, Node.of("invite"));
  }

  /** Let another link lead into the group, and the old one nowhere. */
  public static Node newInvite(Jid group) {
    return set(group, Node.of("invite"));
  }

  /** Where does this link lead? */
  public static Node inviteInfo(String code) {
    return get(Jid.GROUPS, Node.of("invite").with("code", code));
  }

  /** We come in by this link. */
  public static Node join(String code) {
    return set(Jid.GROUPS, Node.of("invite").with("code", code));
  }

  /** We come in by an invitation for us alone. */
  public static Node accept(GroupInvitation invitation) {
    return set(
        invitation.group(),
        Node.of("accept")
            .with("code", invitation.code())
            .with("expiration", invitation.expiresAt().getEpochSecond())
            .with("admin", invitation.admin()));
  }

  /** Who wants to come in? */
  public static Node joinRequests(Jid group) {
    return get(group, Node.of("membership_approval_requests"));
  }

  /** Let these people come in, or not. */
  public static Node answerRequests(Jid group, boolean approve, Collection<Jid> people) {
    return set(
        group, Node.of("membership_requests_action", list(approve ? "approve" : "reject", people)));
  }

  /** Where is the picture? */
  public static Node picture(Jid group) {
    return pictures("get", group)
        .adding(Node.of("picture").with("type", "image").with("query", "url"));
  }

  /** Show this picture. */
  public static Node picture(Jid group, byte[] jpeg) {
    return pictures("set", group).adding(Node.of("picture", jpeg).with("type", "image"));
  }

  /** Show no picture. */
  public static Node noPicture(Jid group) {
    return pictures("set", group);
  }

  private static Node pictures(String type, Jid group) {
    return Node.of("iq")
        .with("to", Jid.NETWORK)
        .with("type", type)
        .with("xmlns", "w:profile:picture")
        .with("target", group);
  }

  private static Node list(String tag, Collection<Jid> people) {
    List<Node> participants =
        people.stream()
            .map(jid -> Node.of("participant").with("jid", jid.withoutDevice()))
            .toList();
    return Node.of(tag).holding(participants);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Node get(Jid to, Node child) {
    return iq("get", to, child);
  }

  private static Node set(Jid to, Node child) {
    return iq("set", to, child);
  }

  private static Node iq(String type, Jid to, Node child) {
    return Node.of("iq", child).with("to", to).with("type", type).with("xmlns", "w:g2");
  }
}

package org.ledplatform.sandbox.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.ledplatform.sandbox.SandboxNetwork;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.group.Group;
import org.ledplatform.sandbox.phone.PhoneOffException;
import org.ledplatform.sandbox.phone.VirtualPhone;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.MalformedJidException;
import org.ledplatform.whatsapp.jid.Server;
import org.ledplatform.whatsapp.node.Node;

/**
 * What {@code /api/sandbox/groups} does: people make groups and change them from their phones, by
 * the questions that every client asks (protocol §9.2). A tenant sees only its own groups. Safe for
 * use by many threads.
 *
 * <p>Every method throws {@link SandboxProblem} when it refuses.
 */
public final class GroupControl {

  private static final int MAX_NAMED = 50;

  private final SandboxNetwork network;
  private final Messages people;

  GroupControl(SandboxNetwork network, Messages people) {
    this.network = network;
    this.people = people;
  }

  /** The tenant's groups, oldest first, as JSON. */
  public String groups(String tenant) {
    ObjectNode page = StrictJson.MAPPER.createObjectNode();
    ArrayNode items = page.putArray("items");
    network.server().groups(tenant).forEach(group -> items.add(json(group)));
    return page.putNull("nextCursor").toString();
  }

  /** A person makes a group; gives it as JSON, with those who could not be added. */
  public String create(String tenant, String body) {
    StrictJson wish = StrictJson.of(body);
    VirtualPhone phone = as(tenant, wish);
    String subject = wish.requiredText("subject");
    Addressing addressing = wish.word("addressing", Addressing.class).orElse(Addressing.LID);
    List<Account> members = named(tenant, wish, "members");
    wish.done();
    boolean byLid = addressing == Addressing.LID;
    Node create =
        Node.of("create")
            .with("subject", subject)
            .with("addressing_mode", byLid ? "lid" : "pn")
            .holding(members.stream().map(member -> participant(member.jid(byLid))).toList());
    Node made = ask(phone, Jid.GROUPS, "subject", create).requireChild("group");
    return answer(tenant, Jid.of(made.require("id"), Server.GROUP), made);
  }

  /** A person changes one thing about a group; gives the group as JSON, with who was refused. */
  public String change(String tenant, String groupId, String body) {
    Group group = find(tenant, groupId);
    StrictJson wish = StrictJson.of(body);
    VirtualPhone phone = as(tenant, wish);
    GroupWish one = GroupWish.read(wish, field -> addresses(tenant, group, wish, field));
    wish.done();
    Node reply = ask(phone, group.jid(), one.field(), one.question());
    return answer(tenant, group.jid(), reply.children().stream().findFirst().orElse(reply));
  }

  /** How the members of a group are addressed. */
  private enum Addressing {
    PN,
    LID
  }

  private List<Node> addresses(String tenant, Group group, StrictJson wish, String field) {
    return named(tenant, wish, field).stream()
        .map(person -> participant(group.address(person)))
        .toList();
  }

  private List<Account> named(String tenant, StrictJson wish, String field) {
    List<String> texts = wish.texts(field, MAX_NAMED);
    return texts.stream()
        .map(
            text ->
                people
                    .person(tenant, text)
                    .orElseThrow(() -> wish.invalid(field, "There is no such person")))
        .toList();
  }

  private static Node participant(Jid jid) {
    return Node.of("participant").with("jid", jid);
  }

  private VirtualPhone as(String tenant, StrictJson wish) {
    return network
        .phones()
        .find(tenant, wish.requiredText("as"))
        .orElseThrow(() -> wish.invalid("as", "There is no such phone"));
  }

  private Group find(String tenant, String groupId) {
    try {
      Jid jid = groupId.contains("@") ? Jid.parse(groupId) : Jid.of(groupId, Server.GROUP);
      return network.server().group(tenant, jid).orElseThrow(GroupControl::noGroup);
    } catch (MalformedJidException _) {
      throw noGroup();
    }
  }

  private static SandboxProblem noGroup() {
    return SandboxProblem.notFound("There is no such group");
  }

  private static Node ask(VirtualPhone phone, Jid to, String field, Node question) {
    Node reply;
    try {
      reply = phone.ask(to, "w:g2", "set", question);
    } catch (PhoneOffException _) {
      throw SandboxProblem.invalid("as", "There is no such phone");
    }
    Optional<Node> error = reply.child("error");
    if (error.isPresent()) {
      throw refusal(field, error.get().require("code"));
    }
    return reply;
  }

  private static SandboxProblem refusal(String field, String code) {
    return switch (code) {
      case "403" -> SandboxProblem.conflict("This person may not do that in this group");
      case "404" -> noGroup();
      case "419" -> SandboxProblem.conflict("There are as many groups as there may be");
      default -> SandboxProblem.invalid(field, "The network does not take this: " + code);
    };
  }

  private String answer(String tenant, Jid group, Node said) {
    ObjectNode json =
        json(network.server().group(tenant, group).orElseThrow(GroupControl::noGroup));
    ArrayNode refused = json.putArray("refused");
    said.children("participant").stream()
        .filter(one -> one.attribute("error").isPresent())
        .forEach(
            one ->
                refused
                    .addObject()
                    .put("jid", one.require("jid"))
                    .put("code", Integer.parseInt(one.require("error"))));
    return json.toString();
  }

  private ObjectNode json(Group group) {
    ObjectNode json =
        StrictJson.MAPPER
            .createObjectNode()
            .put("id", group.jid().toString())
            .put("subject", group.subject().text())
            .put("addressing", group.addressing())
            .put("createdAt", group.created().toString());
    ArrayNode members = json.putArray("members");
    group
        .members()
        .forEach(
            (phone, role) ->
                members
                    .addObject()
                    .put("jid", Account.phoneJid(phone, network.server()::account).toString())
                    .put("role", role.type().orElse("member")));
    json.putObject("settings")
        .put("announcement", group.settings().announcement())
        .put("locked", group.settings().locked())
        .put("adminsAdd", group.settings().adminsAdd())
        .put("approval", group.settings().approval())
        .put("expiration", group.settings().expiration());
    return json;
  }

  /** The bytes of a text, as nodes hold them. */
  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package org.ledplatform.sandbox.query;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.group.Group;
import org.ledplatform.sandbox.group.GroupText;
import org.ledplatform.whatsapp.node.Node;

/** What a group is called and how it describes itself. */
final class GroupTexts {

  private static final int MAX_SUBJECT = 100;
  private static final int MAX_DESCRIPTION = 2_048;

  private final GroupDesk desk;

  GroupTexts(GroupDesk desk) {
    this.desk = desk;
  }

  Map<String, GroupOperation> operations() {
    return Map.of("set subject", this::call, "set description", this::describe);
  }

  /**
   * A subject that can be one.
   *
   * @throws QueryRefused when it is empty or too long
   */
  static String subject(String text) {
    if (text.isBlank() || text.length() > MAX_SUBJECT) {
      throw QueryRefused.notAcceptable();
    }
    return text;
  }

  /**
   * A description that can be one.
   *
   * @throws QueryRefused when it is too long
   */
  static GroupText description(Node node, Account author, Instant now) {
    String text = node.requireChild("body").text();
    if (text.length() > MAX_DESCRIPTION) {
      throw QueryRefused.notAcceptable();
    }
    return new GroupText(node.require("id"), text, author.phone(), now);
  }

  private List<Node> call(Caller caller, Node iq, Node what) {
    Group before = desk.asEditor(caller, iq);
    GroupText subject = new GroupText("", subject(what.text()), caller.account().phone(), now());
    Group after = before.called(subject);
    desk.groups().save(after);
    Node told =
        Node.of("subject")
            .with("subject", subject.text())
            .with("s_t", subject.at().getEpochSecond());
    desk.notices()
        .members(
            after,
            GroupDesk.actor(caller),
            desk.element().naming(told, after, "s_o", subject.author()));
    return List.of();
  }

  private List<Node> describe(Caller caller, Node iq, Node what) {
    Group before = desk.asEditor(caller, iq);
    // Two who change it at once must not overwrite each other unseen.
    Optional<String> known = before.description().map(GroupText::id);
    if (!known.equals(what.attribute("prev").filter(prev -> !prev.isEmpty()))) {
      throw QueryRefused.conflict();
    }
    Optional<GroupText> description =
        what.has("delete", "true")
            ? Optional.empty()
            : Optional.of(description(what, caller.account(), now()));
    Group after = before.described(description);
    desk.groups().save(after);
    desk.notices()
        .members(
            after,
            GroupDesk.actor(caller),
            description
                .map(d -> desk.element().description(after, d))
                .orElseGet(
                    () ->
                        Node.of("description", Node.of("delete"))
                            .with("id", what.attribute("id").or(() -> known))));
    return List.of();
  }

  private Instant now() {
    return desk.clock().instant().truncatedTo(ChronoUnit.SECONDS);
  }
}

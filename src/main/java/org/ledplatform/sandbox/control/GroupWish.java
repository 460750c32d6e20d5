package org.ledplatform.sandbox.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ledplatform.whatsapp.group.GroupNode;
import org.ledplatform.whatsapp.node.Node;

/**
 * One thing that somebody changes about a group.
 *
 * @param field where the wish is in the body
 * @param question as the network is asked
 */
record GroupWish(String field, Node question) {

  private static final List<String> PEOPLE = List.of("add", "remove", "promote", "demote");
  private static final int MAX_SECONDS = 366 * 24 * 3_600;

  /**
   * Reads what is wished: one kind of change at a time, so that nothing is half done.
   *
   * @param people the {@code <participant>}s that a field names
   */
  static GroupWish read(StrictJson wish, Function<String, List<Node>> people) {
    List<GroupWish> wishes = new ArrayList<>();
    for (String field : PEOPLE) {
      List<Node> named = people.apply(field);
      if (!named.isEmpty()) {
        wishes.add(new GroupWish(field, Node.of(field).holding(named)));
      }
    }
    wish.text("subject")
        .map(subject -> Node.of("subject", GroupControl.utf8(subject)))
        .ifPresent(subject -> wishes.add(new GroupWish("subject", subject)));
    wish.part("settings").map(GroupWish::setting).ifPresent(wishes::add);
    if (wishes.size() != 1) {
      throw SandboxProblem.invalid(
          wishes.isEmpty() ? "" : wishes.getLast().field(),
          "One of add, remove, promote, demote, subject and settings is wanted");
    }
    return wishes.getFirst();
  }

  private static GroupWish setting(StrictJson settings) {
    List<GroupWish> wishes = new ArrayList<>();
    add(wishes, settings, "announcement", on -> Node.of(on ? "announcement" : "not_announcement"));
    add(wishes, settings, "locked", on -> Node.of(on ? "locked" : "unlocked"));
    add(wishes, settings, "adminsAdd", adminsAdd -> GroupNode.writeAddMode(!adminsAdd));
    add(wishes, settings, "approval", GroupNode::writeApproval);
    settings
        .number("expiration", 0, MAX_SECONDS)
        .map(seconds -> GroupNode.writeTimer(Duration.ofSeconds(seconds)))
        .ifPresent(timer -> wishes.add(new GroupWish("settings.expiration", timer)));
    settings.done();
    if (wishes.size() != 1) {
      throw SandboxProblem.invalid(
          "settings", "One of announcement, locked, adminsAdd, approval and expiration is wanted");
    }
    return wishes.getFirst();
  }

  private static void add(
      List<GroupWish> wishes, StrictJson settings, String field, Function<Boolean, Node> question) {
    Optional<Boolean> wanted = settings.truth(field);
    wanted.map(question).ifPresent(q -> wishes.add(new GroupWish(settings.name(field), q)));
  }
}

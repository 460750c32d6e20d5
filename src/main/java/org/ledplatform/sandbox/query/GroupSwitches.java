package org.ledplatform.sandbox.query;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.group.Group;
import org.ledplatform.sandbox.group.GroupSettings;
import org.ledplatform.whatsapp.group.GroupNode;
import org.ledplatform.whatsapp.node.Node;

/** What is allowed in a group: one question for each switch, told to the members as it was set. */
final class GroupSwitches {

  private static final int MAX_SECONDS = 366 * 24 * 3_600;

  private final GroupDesk desk;

  GroupSwitches(GroupDesk desk) {
    this.desk = desk;
  }

  Map<String, GroupOperation> operations() {
    return Map.of(
        "set announcement", byAdmins((settings, _) -> settings.announcing(true)),
        "set not_announcement", byAdmins((settings, _) -> settings.announcing(false)),
        "set locked", byAdmins((settings, _) -> settings.locking(true)),
        "set unlocked", byAdmins((settings, _) -> settings.locking(false)),
        "set member_add_mode",
            byAdmins((settings, what) -> settings.addingByAdmins(adminsAdd(what))),
        "set membership_approval_mode",
            byAdmins((settings, what) -> settings.approving(approval(what))),
        "set ephemeral", this::setTimer,
        "set not_ephemeral", this::setTimer);
  }

  /** Reads {@code <member_add_mode>}. */
  static boolean adminsAdd(Node mode) {
    return switch (mode.text()) {
      case "admin_add" -> true;
      case "all_member_add" -> false;
      default -> throw QueryRefused.badRequest();
    };
  }

  /** Reads {@code <membership_approval_mode>}. */
  static boolean approval(Node mode) {
    return switch (mode.requireChild("group_join").require("state")) {
      case "on" -> true;
      case "off" -> false;
      default -> throw QueryRefused.badRequest();
    };
  }

  /** Reads {@code <ephemeral>}. */
  static int seconds(Node timer) {
    long seconds = timer.number("expiration").orElse(0L);
    if (seconds < 0 || seconds > MAX_SECONDS) {
      throw QueryRefused.notAcceptable();
    }
    return Math.toIntExact(seconds);
  }

  private GroupOperation byAdmins(BiFunction<GroupSettings, Node, GroupSettings> change) {
    return (caller, iq, what) -> {
      Group before = desk.asAdmin(caller, iq);
      set(
          caller,
          before,
          change.apply(before.settings(), what),
          new Node(what.tag(), Map.of(), what.content()));
      return List.of();
    };
  }

  private List<Node> setTimer(Caller caller, Node iq, Node what) {
    Group before = desk.asEditor(caller, iq);
    int seconds = what.tag().equals("ephemeral") ? seconds(what) : 0;
    Node told =
        seconds == 0 ? Node.of("not_ephemeral") : GroupNode.writeTimer(Duration.ofSeconds(seconds));
    set(caller, before, before.settings().vanishing(seconds), told);
    return List.of();
  }

  private void set(Caller caller, Group before, GroupSettings settings, Node told) {
    Group after = before.set(settings);
    desk.groups().save(after);
    desk.notices().members(after, GroupDesk.actor(caller), told);
  }
}

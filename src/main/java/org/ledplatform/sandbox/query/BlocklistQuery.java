package org.ledplatform.sandbox.query;

import java.util.ArrayList;
import java.util.List;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.delivery.Notices;
import org.ledplatform.whatsapp.node.Node;

/** Whom a person blocked: their messages do not arrive (protocol §6.8). */
final class BlocklistQuery implements Query {

  private static final int MAX = 1_000;

  private final Directory directory;
  private final Notices notices;

  BlocklistQuery(Directory directory, Notices notices) {
    this.directory = directory;
    this.notices = notices;
  }

  @Override
  public List<Node> answer(Caller caller, Node iq) {
    List<String> blocked = new ArrayList<>(caller.account().blocked());
    if (iq.has("type", "set")) {
      Node item = iq.requireChild("item");
      String jid = item.requireJid("jid").withoutDevice().toString();
      blocked.remove(jid);
      if (item.has("action", "block")) {
        blocked.add(jid);
      }
      if (blocked.size() > MAX) {
        throw QueryRefused.notAcceptable();
      }
      Account changed = caller.account().blocking(blocked);
      directory.save(changed);
      notices.blocklistChanged(
          changed,
          caller.device().id(),
          item.has("action", "block") ? "block" : "unblock",
          item.requireJid("jid").withoutDevice());
    }
    List<Node> items = blocked.stream().map(jid -> Node.of("item").with("jid", jid)).toList();
    return List.of(Node.of("list").with("dhash", items.size()).holding(items));
  }
}

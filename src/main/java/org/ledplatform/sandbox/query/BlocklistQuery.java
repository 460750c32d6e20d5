package org.ledplatform.sandbox.query;

import java.util.ArrayList;
import java.util.List;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.whatsapp.node.Node;

/** Whom a person blocked. The list is kept and told; messages still pass. */
final class BlocklistQuery implements Query {

  private static final int MAX = 1_000;

  private final Directory directory;

  BlocklistQuery(Directory directory) {
    this.directory = directory;
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
      directory.save(caller.account().blocking(blocked));
    }
    List<Node> items = blocked.stream().map(jid -> Node.of("item").with("jid", jid)).toList();
    return List.of(Node.of("list").with("dhash", items.size()).holding(items));
  }
}

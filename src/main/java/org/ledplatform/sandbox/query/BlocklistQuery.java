package org.ledplatform.sandbox.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.delivery.Notices;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/**
 * Whom a person blocked: their messages do not arrive (protocol §6.8). People are kept by account,
 * whichever address they were blocked under, and told by LID with the phone number beside it. A
 * client that names the hash of the list it has gets the list only when it is another one.
 */
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
    Account account = caller.account();
    if (iq.has("type", "set")) {
      account = change(caller, iq.requireChild("item"));
    } else if (iq.child("item").filter(known -> isPresent(known, caller.account())).isPresent()) {
      return List.of(
          Node.of("list").with("matched", "true").with("dhash", account.blocklistHash()));
    }
    String tenant = account.tenant();
    List<Node> items = account.blocked().stream().map(jid -> item(tenant, jid)).toList();
    return List.of(Node.of("list").with("dhash", account.blocklistHash()).holding(items));
  }

  private static boolean isPresent(Node known, Account account) {
    return known.has("dhash", account.blocklistHash());
  }

  private Account change(Caller caller, Node item) {
    Account before = caller.account();
    boolean block = item.has("action", "block");
    Jid named = item.requireJid("jid").withoutDevice();
    Optional<Account> person = directory.find(before.tenant(), named);
    List<String> blocked = new ArrayList<>(before.blocked());
    blocked.remove(named.toString());
    person.ifPresent(p -> blocked.remove(p.phoneJid().toString()));
    if (block) {
      blocked.add(person.map(Account::phoneJid).orElse(named).toString());
    }
    if (blocked.size() > MAX) {
      throw QueryRefused.notAcceptable();
    }
    Account changed = before.blocking(blocked);
    directory.save(changed);
    notices.blocklistChanged(
        before,
        changed,
        caller.device().id(),
        item(before.tenant(), named.toString()).with("action", block ? "block" : "unblock"));
    return changed;
  }

  private Node item(String tenant, String jid) {
    Optional<Account> person = directory.find(tenant, Jid.parse(jid));
    return Node.of("item")
        .with("jid", person.map(p -> p.lidJid().toString()).orElse(jid))
        .with("pn_jid", person.map(p -> p.phoneJid().toString()));
  }
}

package org.ledplatform.sandbox.query;

import java.util.List;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** Logging out (protocol §5.4): a companion removes itself. */
final class CompanionQuery implements Query {

  private final Companions companions;

  CompanionQuery(Companions companions) {
    this.companions = companions;
  }

  @Override
  public List<Node> answer(Caller caller, Node iq) {
    Node remove = iq.child("remove-companion-device").orElseThrow(QueryRefused::notImplemented);
    Jid jid = remove.requireJid("jid");
    boolean itself =
        jid.device() == caller.device().id().number()
            && (jid.withoutDevice().equals(caller.account().phoneJid())
                || jid.withoutDevice().equals(caller.account().lidJid()));
    if (!itself || caller.device().id().isPhone()) {
      throw QueryRefused.forbidden();
    }
    companions.unlink(caller.device());
    return List.of();
  }
}

package org.ledplatform.sandbox.query;

import java.util.List;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.delivery.Delivery;
import org.ledplatform.sandbox.delivery.Notices;
import org.ledplatform.whatsapp.node.Node;

/** A device says that it takes live traffic from now on (protocol §6.1). */
final class PassiveQuery implements Query {

  private final Directory directory;
  private final Delivery delivery;
  private final Notices notices;

  PassiveQuery(Directory directory, Delivery delivery, Notices notices) {
    this.directory = directory;
    this.delivery = delivery;
    this.notices = notices;
  }

  @Override
  public List<Node> answer(Caller caller, Node iq) {
    if (iq.child("active").isPresent()) {
      if (!caller.session().live()) {
        delivery.goLive(caller.session());
      }
      if (!caller.device().welcomed()) {
        directory.save(caller.device().greeted());
        notices.companionReady(caller.device().id());
      }
    }
    return List.of();
  }
}

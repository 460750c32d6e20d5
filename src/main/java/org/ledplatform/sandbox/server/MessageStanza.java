package org.ledplatform.sandbox.server;

import java.time.Clock;
import java.util.Optional;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.Server;
import org.ledplatform.whatsapp.node.Node;

/**
 * Acknowledges a message and hands it to whoever knows the way for its kind of chat (protocol
 * §8.6).
 */
final class MessageStanza implements StanzaHandler {

  private static final String STATUS = "status";

  private final DirectMessages direct;
  private final GroupMessages group;
  private final Clock clock;

  MessageStanza(DirectMessages direct, GroupMessages group, Clock clock) {
    this.direct = direct;
    this.group = group;
    this.clock = clock;
  }

  @Override
  public void handle(Caller caller, Node message) {
    Node ack =
        Node.of("ack")
            .with("class", "message")
            .with("id", message.require("id"))
            .with("from", message.require("to"))
            .with("participant", message.attribute("participant"))
            .with("t", clock.instant().getEpochSecond());
    try {
      caller.session().put(ack.with("phash", route(caller, message)));
    } catch (MessageRefused e) {
      caller.session().put(ack.with("error", e.code()));
    }
  }

  /** The hash of the readers when the sender took them for others. */
  private Optional<String> route(Caller caller, Node message) {
    Jid to = message.requireJid("to");
    if (to.isGroup()) {
      return group.toGroup(caller, message);
    }
    if (to.server() == Server.BROADCAST) {
      if (!to.user().equals(STATUS)) {
        // Lists of receivers: clients send to each person instead.
        throw new MessageRefused(MessageRefused.NOT_SUPPORTED);
      }
      group.toStatus(caller, message);
      return Optional.empty();
    }
    return direct.route(caller, message);
  }
}

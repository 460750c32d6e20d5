package org.ledplatform.sandbox.server;

import java.time.Clock;
import java.util.Map;
import org.ledplatform.sandbox.account.Acquaintances;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.account.Privacy;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.delivery.Delivery;
import org.ledplatform.sandbox.delivery.DeviceSession;
import org.ledplatform.sandbox.delivery.Sessions;
import org.ledplatform.sandbox.group.Groups;
import org.ledplatform.sandbox.query.QueryTable;
import org.ledplatform.whatsapp.jid.MalformedJidException;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.UnexpectedNodeException;

/** Finds who deals with a stanza by its tag. Touched only in a turn. */
final class StanzaTable {

  private static final System.Logger LOG = System.getLogger(StanzaTable.class.getName());

  /** What a real server answers to a message that it cannot read (protocol §8.6). */
  private static final int MALFORMED = 479;

  private final PresenceStanza presence;
  private final Map<String, StanzaHandler> handlers;

  StanzaTable(
      Directory directory,
      Acquaintances acquaintances,
      Groups groups,
      Sessions sessions,
      Delivery delivery,
      QueryTable queries,
      Clock clock) {
    presence = new PresenceStanza(directory, sessions, delivery, new Privacy(acquaintances), clock);
    handlers =
        Map.of(
            "iq", (caller, iq) -> caller.session().put(queries.answer(caller, iq)),
            "message",
                new MessageStanza(
                    new DirectMessages(directory, acquaintances, delivery, clock),
                    new GroupMessages(directory, acquaintances, groups, delivery, clock),
                    clock),
            "receipt", new ReceiptStanza(directory, groups, delivery, clock),
            "ack", new AckStanza(delivery),
            "ib", new IbStanza(delivery),
            "presence", presence,
            "chatstate", new ChatstateStanza(directory, groups, delivery),
            "call", new CallStanza());
  }

  /** Deals with a stanza; one that has no handler needs no answer. */
  void handle(Caller caller, Node stanza) {
    StanzaHandler handler = handlers.get(stanza.tag());
    if (handler == null) {
      return;
    }
    try {
      handler.handle(caller, stanza);
    } catch (UnexpectedNodeException | MalformedJidException e) {
      LOG.log(System.Logger.Level.INFO, "A client sent a malformed stanza: {0}", e.getMessage());
      refuse(caller, stanza);
    }
  }

  /** A device is no longer connected. */
  void departed(DeviceSession session) {
    presence.departed(session);
  }

  private static void refuse(Caller caller, Node stanza) {
    if (stanza.tag().equals("message") && stanza.attribute("id").isPresent()) {
      caller
          .session()
          .put(
              Node.of("ack")
                  .with("class", "message")
                  .with("id", stanza.attribute("id"))
                  .with("error", MALFORMED));
    } else {
      caller.session().put(Node.of("stream:error", Node.of("xml-not-well-formed")));
      caller.session().end("malformed stanza");
    }
  }
}

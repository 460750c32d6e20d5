package org.ledplatform.sandbox.query;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.ledplatform.sandbox.account.AppStates;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.account.DirtyBits;
import org.ledplatform.sandbox.account.PreKeyStock;
import org.ledplatform.sandbox.account.Profiles;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.delivery.Delivery;
import org.ledplatform.sandbox.delivery.Notices;
import org.ledplatform.sandbox.media.SandboxMedia;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.MalformedJidException;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.UnexpectedNodeException;

/**
 * Finds who answers a question by its namespace. Every question gets an answer: clients wait a
 * minute for a missing one (protocol §6.1).
 */
public final class QueryTable {

  private static final Query EMPTY = (_, _) -> List.of();

  private final Map<String, Query> queries;

  public QueryTable(
      Directory directory,
      PreKeyStock stock,
      Delivery delivery,
      Notices notices,
      GroupDesk groups,
      Profiles profiles,
      Companions companions,
      AppStates states,
      DirtyBits dirty,
      SandboxMedia media,
      Clock clock) {
    PropsQuery props = new PropsQuery();
    queries =
        Map.ofEntries(
            Map.entry("encrypt", new KeysQuery(directory, stock, notices, clock)),
            Map.entry("passive", new PassiveQuery(directory, delivery, notices)),
            Map.entry("abt", props),
            Map.entry("w", props),
            Map.entry("blocklist", new BlocklistQuery(directory, notices)),
            Map.entry("privacy", new PrivacyQuery(directory, notices, clock)),
            Map.entry("w:p", EMPTY),
            Map.entry("w:m", new MediaQuery(media)),
            Map.entry("usync", new UsyncQuery(directory, profiles)),
            Map.entry("w:sync:app:state", new AppStateQuery(states, notices, media)),
            Map.entry("w:g2", new GroupsQuery(groups)),
            Map.entry("w:profile:picture", new PictureQuery(groups, profiles, media, notices)),
            Map.entry("w:biz", new BusinessQuery()),
            Map.entry("w:mex", new MexQuery()),
            Map.entry("md", new CompanionQuery(companions)),
            Map.entry("bot", (_, _) -> List.of(Node.of("bot").with("v", 2))),
            Map.entry("status", new AboutQuery(profiles, notices, clock)),
            Map.entry(
                DisappearingModeQuery.TAG, new DisappearingModeQuery(profiles, notices, clock)),
            Map.entry("urn:xmpp:whatsapp:dirty", new DirtyQuery(dirty)),
            Map.entry("w:stats", EMPTY));
  }

  /** The whole reply to a question. */
  public Node answer(Caller caller, Node iq) {
    Node reply = reply(iq);
    try {
      Query query = queries.get(iq.attribute("xmlns").orElse(""));
      if (query == null) {
        return refusal(iq, QueryRefused.notImplemented());
      }
      List<Node> content = query.answer(caller, iq);
      return content.isEmpty() ? reply : reply.holding(content);
    } catch (QueryRefused e) {
      return refusal(iq, e);
    } catch (UnexpectedNodeException | MalformedJidException _) {
      return refusal(iq, QueryRefused.badRequest());
    }
  }

  /** The reply to somebody who is not paired yet: such a client may only keep its line open. */
  public static Node answerStranger(Node iq) {
    return iq.has("xmlns", "w:p") ? reply(iq) : refusal(iq, QueryRefused.notImplemented());
  }

  /** An empty reply. */
  public static Node reply(Node iq) {
    return Node.of("iq")
        .with("from", iq.attribute("to").orElse(Jid.NETWORK.toString()))
        .with("id", iq.require("id"))
        .with("type", "result");
  }

  /** A reply that is an error. */
  public static Node refusal(Node iq, QueryRefused refused) {
    return reply(iq)
        .with("type", "error")
        .adding(
            Node.of("error")
                .with("code", refused.code())
                .with("text", String.valueOf(refused.getMessage())));
  }
}

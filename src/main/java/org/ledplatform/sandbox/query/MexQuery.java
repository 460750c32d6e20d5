package org.ledplatform.sandbox.query;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.fault.AccountLimits;
import org.ledplatform.whatsapp.node.Node;

/**
 * The few questions in JSON that clients ask about their own limits: there are none but by a fault.
 */
final class MexQuery implements Query {

  private static final Map<String, String> ANSWERS =
      Map.of(
          AccountLimits.TIMELOCK, AccountLimits.noTimelock(),
          AccountLimits.CAPPING, AccountLimits.noCapping());

  @Override
  public List<Node> answer(Caller caller, Node iq) {
    String json =
        iq.child("query")
            .flatMap(query -> query.attribute("query_id"))
            .flatMap(id -> Optional.ofNullable(ANSWERS.get(id)))
            .orElseThrow(QueryRefused::notImplemented);
    return List.of(Node.of("result", json.getBytes(StandardCharsets.UTF_8)));
  }
}

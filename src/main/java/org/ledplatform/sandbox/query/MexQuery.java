package org.ledplatform.sandbox.query;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.whatsapp.node.Node;

/** The few questions in JSON that clients ask about their own limits: there are none. */
final class MexQuery implements Query {

  private static final Map<String, String> ANSWERS =
      Map.of(
          "23983697327930364",
          "{\"data\":{\"xwa2_fetch_account_reachout_timelock\":{\"is_active\":false}}}",
          "24503548349331633",
          "{\"data\":{\"xwa2_message_capping_info\":{}}}");

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

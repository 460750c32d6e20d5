package org.ledplatform.conversation;

import java.util.Optional;

/** Ends the handling of a message. Implemented by the link. */
public interface ReplySender {

  /**
   * Marks the message as dealt with and, in the same durable step, puts the reply into the outbox
   * under an id chosen before sending; then sends it. When the process dies in between, the reply
   * is sent again under the same id, so people see it once.
   *
   * @param reply what to answer, quoting the message; empty when there is nothing to say
   */
  void settle(IncomingMessage message, Optional<String> reply);
}

package org.ledplatform.whatsapp.client;

import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.stanza.QueryFailure;

/** How a message gets to a kind of chat: whom to ask for what, and how to encrypt it. */
interface Route {

  /** Begins to send a message. On the sending queue. */
  void send(OutgoingMessage message, Turn turn);

  /**
   * The chat's turn, which ends with one of these. May be called from any thread; the work runs on
   * the sending queue, and not at all when the connection is gone.
   */
  interface Turn {
    /** Goes on with the work. */
    void then(Runnable step);

    /** All is encrypted and durable: the stanza may leave. */
    void send(Node stanza);

    /** It will not do, whenever it is tried. */
    void refuse(String reason);

    /** It did not do this time, for this reason. */
    void later(String reason);

    /** The network did not answer a question. */
    void failed(QueryFailure failure);
  }
}

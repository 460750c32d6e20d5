package org.ledplatform.whatsapp.client;

import java.util.concurrent.Executor;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.stanza.NodeSender;
import org.ledplatform.whatsapp.stanza.QueryFailure;

/** How a message gets to a kind of chat: whom to ask for what, and how to encrypt it. */
interface Route {

  /** Begins to send a message. On the sending queue. */
  void send(OutgoingMessage message, Turn turn);

  /**
   * The network told another hash of the devices than ours, so our lists are old: they are asked
   * for again, and whoever was left out gets the message for itself (protocol §8.2, §8.3). Called
   * on the sending queue.
   *
   * @param hash what the network told
   * @param queue the sending queue
   */
  void hashed(
      SentLists.Sent sent, OutgoingMessage message, String hash, NodeSender out, Executor queue);

  /**
   * The chat's turn, which ends with one of these. May be called from any thread; the work runs on
   * the sending queue, and not at all when the connection is gone.
   */
  interface Turn {
    /** Goes on with the work. */
    void then(Runnable step);

    /** All is encrypted and durable: the stanza may leave, which ends the turn. */
    default void send(Node stanza) {
      send(stanza, () -> {});
    }

    /** The same. What comes afterwards is done once the stanza has left. */
    void send(Node stanza, Runnable afterwards);

    /** It will not do, whenever it is tried. */
    void refuse(String reason);

    /** It did not do this time, for this reason. */
    void later(String reason);

    /** The network did not answer a question. */
    void failed(QueryFailure failure);
  }
}

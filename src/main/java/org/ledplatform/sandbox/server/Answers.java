package org.ledplatform.sandbox.server;

import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.Server;
import org.ledplatform.whatsapp.node.Node;

/**
 * Which of the stanzas that wait for a device an answer of it is about (protocol §8.6). An id alone
 * does not tell: two senders, and two devices of one, may use the same. Stateless.
 */
final class Answers {

  private Answers() {}

  /**
   * What an acknowledgement is about. It goes to whom the stanza came from and repeats {@code
   * participant}, {@code recipient} and {@code type}; that of a message may leave its type out. Who
   * says from which device it comes must say the truth.
   */
  static Predicate<Node> acknowledged(Caller caller, Node ack) {
    Optional<Jid> from = ack.jid("from");
    Optional<Jid> to = ack.jid("to");
    Optional<Jid> participant = ack.jid("participant");
    Optional<Jid> recipient = ack.jid("recipient");
    Optional<String> type = ack.attribute("type");
    return stanza ->
        ack.has("class", stanza.tag())
            && stanza.attribute("id").equals(ack.attribute("id"))
            && stanza.jid("from").equals(to)
            && stanza.jid("participant").equals(participant)
            && stanza.jid("recipient").equals(recipient)
            && (stanza.attribute("type").equals(type)
                || stanza.tag().equals("message") && type.isEmpty())
            && from.filter(device -> !own(caller, device)).isEmpty();
  }

  /**
   * Which message a receipt is about: it goes to the device that wrote it, or to the chat and names
   * that device apart.
   *
   * @param same whether two addresses are of one device: it may be answered under its other one
   */
  static Predicate<Node> confirmed(Node receipt, String id, BiPredicate<Jid, Jid> same) {
    Jid to = receipt.requireJid("to");
    Optional<Jid> participant = shared(to) ? receipt.jid("participant") : Optional.empty();
    Optional<Jid> recipient = receipt.jid("recipient");
    return stanza ->
        stanza.tag().equals("message")
            && stanza.has("id", id)
            && same.test(stanza.requireJid("from"), to)
            && equal(stanza.jid("participant"), participant, same)
            && (recipient.isEmpty() || equal(stanza.jid("recipient"), recipient, same));
  }

  private static boolean equal(Optional<Jid> one, Optional<Jid> other, BiPredicate<Jid, Jid> same) {
    return one.isPresent() && other.isPresent()
        ? same.test(one.get(), other.get())
        : one.isEmpty() && other.isEmpty();
  }

  /** Whether many read what is written there, so that the author is named apart. */
  static boolean shared(Jid chat) {
    return chat.isGroup() || chat.server() == Server.BROADCAST;
  }

  private static boolean own(Caller caller, Jid jid) {
    Jid self = caller.account().jid(jid.isLid()).withDevice(caller.device().id().number());
    return self.equals(jid);
  }
}

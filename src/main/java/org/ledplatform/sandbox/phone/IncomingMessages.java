package org.ledplatform.sandbox.phone;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.storage.Write;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.MalformedPaddingException;
import org.ledplatform.whatsapp.message.Padding;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.signal.DuplicateMessageException;
import org.ledplatform.whatsapp.signal.SignalCipher.Decrypted;
import org.ledplatform.whatsapp.signal.SignalException;

/**
 * Messages that reach a phone: decrypts, shows and confirms them (protocol §8.5). The ratchet step
 * and what the screen shows become durable together, before anything is confirmed.
 */
final class IncomingMessages {

  private static final System.Logger LOG = System.getLogger(IncomingMessages.class.getName());

  /** A message is asked for again at most so often, as real clients do (protocol §8.7). */
  private static final int MAX_RETRIES = 5;

  private static final int RETRIES_REMEMBERED = 1_000;
  private static final int UNKNOWN_REASON = 0;

  private final PhoneParts parts;
  private final Reading reading;
  private final PeerRequests requests;
  private final Map<String, Integer> retries = new LinkedHashMap<>();

  IncomingMessages(PhoneParts parts) {
    this.parts = parts;
    this.reading = new Reading(parts.screen());
    this.requests = new PeerRequests(parts);
  }

  void handle(Node stanza) {
    Jid from = stanza.requireJid("from");
    Optional<Account> sender = parts.find(from);
    if (sender.isEmpty() || stanza.children("enc").isEmpty()) {
      // Nobody we know any more, or a message that was not encrypted for this phone.
      parts.acknowledge(stanza);
      return;
    }
    for (Node enc : stanza.children("enc")) {
      if (!read(stanza, sender.get(), from.device(), enc)) {
        return;
      }
    }
    confirm(stanza, sender.get(), from);
  }

  /** Whether there is a next step; false when the stanza is already answered. */
  private boolean read(Node stanza, Account sender, int device, Node enc) {
    try {
      Decrypted decrypted = parts.cipher().decrypt(sender, device, enc);
      Message message = Message.parseFrom(Padding.unpad(decrypted.plain()));
      List<Write> writes = new ArrayList<>(parts.store().writes(decrypted.changes()));
      writes.addAll(shown(stanza, sender, message));
      parts.storage().commit(writes);
      if (parts.own(sender) && stanza.has("category", "peer")) {
        requests.answer(device, stanza.require("id"), message);
      }
      return true;
    } catch (DuplicateMessageException _) {
      // It came before and is shown; only the confirmation was lost.
      return true;
    } catch (SignalException | MalformedPaddingException | InvalidProtocolBufferException e) {
      LOG.log(
          System.Logger.Level.INFO,
          "A virtual phone cannot read a message: {0}",
          e.getClass().getSimpleName());
      askAgain(stanza);
      return false;
    }
  }

  private List<Write> shown(Node stanza, Account sender, Message message) {
    long millis = 1_000 * stanza.number("t").orElse(parts.clock().instant().getEpochSecond());
    boolean own = parts.own(sender);
    if (stanza.has("category", "peer")) {
      // Questions of companions are answered and not shown.
      return List.of();
    }
    if (!own) {
      return reading.read(
          new Reading.Envelope(stanza.require("id"), sender, sender, false, millis), message);
    }
    return Reading.destination(message)
        .flatMap(parts::find)
        .map(
            chat ->
                reading.read(
                    new Reading.Envelope(stanza.require("id"), chat, sender, true, millis),
                    message.getDeviceSentMessage().getMessage()))
        .orElse(List.of());
  }

  private void confirm(Node stanza, Account sender, Jid from) {
    Node receipt = Node.of("receipt").with("id", stanza.require("id")).with("to", from);
    if (!parts.own(sender)) {
      parts.line().send(receipt);
      if (!stanza.has("edit", "7")) {
        parts
            .line()
            .send(receipt.with("type", "read").with("t", parts.clock().instant().getEpochSecond()));
      }
    } else if (stanza.has("category", "peer")) {
      parts.line().send(receipt.with("type", "peer_msg"));
    } else {
      parts
          .line()
          .send(receipt.with("type", "sender").with("recipient", stanza.attribute("recipient")));
    }
  }

  private void askAgain(Node stanza) {
    String key = stanza.require("from") + " " + stanza.require("id");
    int count = retries.merge(key, 1, Integer::sum);
    if (retries.size() > RETRIES_REMEMBERED) {
      retries.remove(retries.keySet().iterator().next());
    }
    if (count > MAX_RETRIES) {
      parts.acknowledge(stanza);
      return;
    }
    Node receipt =
        Node.of(
                "receipt",
                Node.of("retry")
                    .with("count", count)
                    .with("id", stanza.require("id"))
                    .with("t", stanza.attribute("t"))
                    .with("v", 1)
                    .with("error", UNKNOWN_REASON),
                parts.keys().registration())
            .with("id", stanza.require("id"))
            .with("to", stanza.require("from"))
            .with("type", "retry")
            .with("recipient", stanza.attribute("recipient"));
    parts.line().send(count == 1 ? receipt : receipt.adding(parts.keys().bundleForRetry()));
  }
}

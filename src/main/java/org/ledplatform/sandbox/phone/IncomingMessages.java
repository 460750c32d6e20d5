package org.ledplatform.sandbox.phone;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.proto.StoredMessage;
import org.ledplatform.sandbox.storage.Write;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.MalformedJidException;
import org.ledplatform.whatsapp.jid.Server;
import org.ledplatform.whatsapp.message.MalformedPaddingException;
import org.ledplatform.whatsapp.message.Padding;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.signal.DuplicateMessageException;
import org.ledplatform.whatsapp.signal.SenderKeyCipher;
import org.ledplatform.whatsapp.signal.SignalCipher.Decrypted;
import org.ledplatform.whatsapp.signal.SignalException;
import org.ledplatform.whatsapp.store.StoreChange;

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
  private final PeerRequests requests;
  private final Map<String, Integer> retries = new LinkedHashMap<>();

  IncomingMessages(PhoneParts parts) {
    this.parts = parts;
    this.requests = new PeerRequests(parts);
  }

  /**
   * A message on its way in.
   *
   * @param chat where it was sent: a group, the place of status updates, or who sent it
   * @param shared whether many read it, so that the author is named apart
   */
  private record Arriving(Node stanza, Jid chat, boolean shared, Account sender, int device) {}

  void handle(Node stanza) {
    Jid from = stanza.requireJid("from");
    boolean shared = from.isGroup() || from.server() == Server.BROADCAST;
    Jid author = shared ? stanza.requireJid("participant") : from;
    Optional<Account> sender = parts.find(author);
    if (sender.isEmpty() || stanza.children("enc").isEmpty()) {
      // Nobody we know any more, or a message that was not encrypted for this phone.
      parts.acknowledge(stanza);
      return;
    }
    Arriving arriving = new Arriving(stanza, from, shared, sender.get(), author.device());
    for (Node enc : stanza.children("enc")) {
      if (!read(arriving, enc)) {
        return;
      }
    }
    confirm(arriving);
  }

  /** Whether there is a next step; false when the stanza is already answered. */
  private boolean read(Arriving arriving, Node enc) {
    try {
      List<StoreChange> changes = new ArrayList<>();
      Message message = decrypt(arriving, enc, changes);
      if (arriving.shared()) {
        changes.addAll(
            parts
                .groupKeys()
                .accept(arriving.chat(), arriving.sender(), arriving.device(), message));
      }
      List<Write> writes = new ArrayList<>(parts.store().writes(changes));
      writes.addAll(shown(arriving, message));
      parts.storage().commit(writes);
      if (parts.own(arriving.sender()) && arriving.stanza().has("category", "peer")) {
        requests.answer(arriving.device(), arriving.stanza().require("id"), message);
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
      askAgain(arriving.stanza());
      return false;
    }
  }

  private Message decrypt(Arriving arriving, Node enc, List<StoreChange> changes)
      throws InvalidProtocolBufferException {
    byte[] plain;
    if (enc.has("type", "skmsg")) {
      SenderKeyCipher.Decrypted decrypted =
          parts.groupKeys().decrypt(arriving.chat(), arriving.sender(), arriving.device(), enc);
      changes.addAll(decrypted.changes());
      plain = decrypted.plain();
    } else {
      Decrypted decrypted = parts.cipher().decrypt(arriving.sender(), arriving.device(), enc);
      changes.addAll(decrypted.changes());
      plain = decrypted.plain();
    }
    return Message.parseFrom(Padding.unpad(plain));
  }

  private List<Write> shown(Arriving arriving, Message message) {
    Node stanza = arriving.stanza();
    if (stanza.has("category", "peer")) {
      // Questions of companions are answered and not shown.
      return List.of();
    }
    if (arriving.shared()) {
      boolean admin =
          parts.group(arriving.chat()).filter(g -> g.admin(arriving.sender())).isPresent();
      return parts.reading().read(envelope(arriving, arriving.chat().toString(), admin), message);
    }
    if (!parts.own(arriving.sender())) {
      return parts.reading().read(envelope(arriving, arriving.sender().phone(), false), message);
    }
    return destination(message)
        .flatMap(parts::find)
        .map(
            chat ->
                parts
                    .reading()
                    .read(
                        envelope(arriving, chat.phone(), false),
                        message.getDeviceSentMessage().getMessage()))
        .orElse(List.of());
  }

  private Reading.Envelope envelope(Arriving arriving, String chat, boolean admin) {
    Node stanza = arriving.stanza();
    long seconds = stanza.number("t").orElse(parts.clock().instant().getEpochSecond());
    boolean own = parts.own(arriving.sender());
    Jid author = stanza.requireJid(arriving.shared() ? "participant" : "from").withoutDevice();
    return new Reading.Envelope(
        stanza.require("id"),
        chat,
        arriving.sender(),
        own ? "" : author.toString(),
        own ? StoredMessage.Status.SENT : parts.ticks().ofNew(),
        own,
        admin,
        1_000 * seconds);
  }

  /** The chat that a message of our own other device was sent to. */
  private static Optional<Jid> destination(Message message) {
    try {
      return message.hasDeviceSentMessage()
          ? Optional.of(Jid.parse(message.getDeviceSentMessage().getDestinationJid()))
          : Optional.empty();
    } catch (MalformedJidException _) {
      return Optional.empty();
    }
  }

  private void confirm(Arriving arriving) {
    Node stanza = arriving.stanza();
    Node receipt =
        Node.of("receipt")
            .with("id", stanza.require("id"))
            .with("to", stanza.require("from"))
            .with("participant", stanza.attribute("participant"));
    if (!parts.own(arriving.sender())) {
      parts.line().send(receipt);
      if (parts.ticks().atOnce() && !stanza.has("edit", "7")) {
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
    String key =
        stanza.require("from")
            + " "
            + stanza.attribute("participant").orElse("")
            + " "
            + stanza.require("id");
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
            .with("participant", stanza.attribute("participant"))
            .with("recipient", stanza.attribute("recipient"));
    parts.line().send(count == 1 ? receipt : receipt.adding(parts.keys().bundleForRetry()));
  }
}

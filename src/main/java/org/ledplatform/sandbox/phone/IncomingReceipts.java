package org.ledplatform.sandbox.phone;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.phone.BlueTicks.Mark;
import org.ledplatform.sandbox.proto.StoredMessage;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.Server;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.signal.PreKeyBundle;

/** What became of the messages of a phone: ticks, and wishes to get one again (protocol §8.6). */
final class IncomingReceipts {

  /** Who still cannot read a message then will not be able to. */
  private static final int MAX_RETRIES = 5;

  private final PhoneParts parts;
  private final MediaAnswers media;

  IncomingReceipts(PhoneParts parts) {
    this.parts = parts;
    this.media = new MediaAnswers(parts);
  }

  void handle(Node receipt) {
    String type = receipt.attribute("type").orElse("");
    Jid from = receipt.requireJid("from");
    boolean shared = from.isGroup() || from.server() == Server.BROADCAST;
    Jid device = shared ? receipt.requireJid("participant") : from;
    Optional<Account> reader = parts.find(device);
    if (reader.isPresent()) {
      String chat = shared ? from.toString() : reader.get().phone();
      switch (type) {
        case "server-error" -> media.answer(receipt);
        case "retry" -> sendAgain(receipt, reader.get(), device);
        case "played" -> parts.ticks().mark(ids(receipt), chat, true, Mark.PLAYED);
        case "read" -> parts.ticks().mark(ids(receipt), chat, true, Mark.READ);
        case "", "inactive" -> parts.ticks().mark(ids(receipt), chat, true, Mark.DELIVERED);
        case "played-self" -> elsewhere(receipt, chat, shared, Mark.PLAYED);
        case "read-self" -> elsewhere(receipt, chat, shared, Mark.READ);
        // Of no meaning for a screen.
        default -> {}
      }
    }
    parts.acknowledge(receipt);
  }

  /** Somebody else's message was read on another device of ours. */
  private void elsewhere(Node receipt, String chat, boolean shared, Mark mark) {
    Optional<String> where =
        shared
            ? Optional.of(chat)
            : receipt.jid("recipient").flatMap(parts::find).map(Account::phone);
    where.ifPresent(name -> parts.ticks().mark(ids(receipt), name, false, mark));
  }

  private static List<String> ids(Node receipt) {
    List<String> ids = new ArrayList<>(List.of(receipt.require("id")));
    receipt
        .child("list")
        .ifPresent(list -> list.children("item").forEach(item -> ids.add(item.require("id"))));
    return ids;
  }

  private void sendAgain(Node receipt, Account owner, Jid device) {
    String id = receipt.require("id");
    int count = Math.toIntExact(receipt.requireChild("retry").number("count").orElse(1L));
    Optional<Sent.Letter> wanted = written(id);
    if (count > MAX_RETRIES || wanted.isEmpty()) {
      return;
    }
    String chat = wanted.get().chat();
    Message message = wanted.get().message();
    if (chat.contains("@")) {
      // Who is no longer in the group does not get it, whatever they ask for.
      parts
          .group(Jid.parse(chat))
          .filter(group -> group.has(owner) && receipt.has("from", chat))
          .filter(_ -> begun(receipt, owner, device))
          .ifPresent(
              group -> parts.groupLetters().sendAgain(group, owner, device, id, message, count));
    } else if (parts.own(owner) || owner.phone().equals(chat)) {
      parts
          .server()
          .account(chat)
          .filter(_ -> begun(receipt, owner, device))
          .ifPresent(peer -> parts.letters().sendAgain(device, owner, peer, id, message, count));
    }
  }

  /** Begins a new session with the device; false when there are no keys for one. */
  private boolean begun(Node receipt, Account owner, Jid device) {
    Optional<PreKeyBundle> bundle = bundle(receipt, owner, device);
    bundle.ifPresent(keys -> parts.cipher().begin(owner, device.device(), keys));
    return bundle.isPresent();
  }

  /** The keys that came along, else those that the network has. */
  private Optional<PreKeyBundle> bundle(Node receipt, Account owner, Jid device) {
    return receipt
        .child("keys")
        .map(keys -> Bundles.read(keys, receipt.requireChild("registration")))
        .or(() -> parts.cipher().fetch(owner.lidJid().withDevice(device.device())));
  }

  /** What this phone sent: shown, or of late. */
  private Optional<Sent.Letter> written(String id) {
    return parts
        .screen()
        .find(m -> m.getFromMe() && m.getId().equals(id) && m.hasContent())
        .map(m -> new Sent.Letter(m.getChat(), content(m)))
        .or(() -> parts.sent().find(id));
  }

  private static Message content(StoredMessage message) {
    try {
      return Message.parseFrom(message.getContent());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("A message that this phone wrote cannot be read", e);
    }
  }
}

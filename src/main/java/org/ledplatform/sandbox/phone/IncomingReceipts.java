package org.ledplatform.sandbox.phone;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
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

  IncomingReceipts(PhoneParts parts) {
    this.parts = parts;
  }

  void handle(Node receipt) {
    String type = receipt.attribute("type").orElse("");
    Optional<Account> reader = parts.find(receipt.requireJid("from"));
    if (reader.isPresent()) {
      switch (type) {
        case "retry" -> sendAgain(receipt, reader.get());
        case "read", "played" -> tick(receipt, reader.get(), StoredMessage.Status.READ);
        case "", "inactive" -> tick(receipt, reader.get(), StoredMessage.Status.DELIVERED);
        // Read on another device of ours, or of no meaning for a screen.
        default -> {}
      }
    }
    parts.acknowledge(receipt);
  }

  private void tick(Node receipt, Account reader, StoredMessage.Status status) {
    List<String> ids = new ArrayList<>(List.of(receipt.require("id")));
    receipt
        .child("list")
        .ifPresent(list -> list.children("item").forEach(item -> ids.add(item.require("id"))));
    for (String id : ids) {
      written(id)
          .filter(m -> m.getChat().equals(reader.phone()))
          .filter(m -> m.getStatus().getNumber() < status.getNumber())
          .ifPresent(
              m ->
                  parts
                      .storage()
                      .commit(parts.screen().replace(m, m.toBuilder().setStatus(status).build())));
    }
  }

  private void sendAgain(Node receipt, Account owner) {
    Node retry = receipt.requireChild("retry");
    int count = Math.toIntExact(retry.number("count").orElse(1L));
    Optional<StoredMessage> wanted =
        written(receipt.require("id")).filter(StoredMessage::hasContent);
    if (count > MAX_RETRIES || wanted.isEmpty()) {
      return;
    }
    Optional<Account> chat = parts.find(Jid.of(wanted.get().getChat(), Server.PHONE));
    Jid device = receipt.requireJid("from");
    boolean partner = parts.own(owner) || owner.phone().equals(wanted.get().getChat());
    Optional<PreKeyBundle> bundle = partner ? bundle(receipt, owner, device) : Optional.empty();
    if (bundle.isPresent() && chat.isPresent()) {
      parts.cipher().begin(owner, device.device(), bundle.get());
      parts
          .letters()
          .sendAgain(
              device, owner, chat.get(), receipt.require("id"), content(wanted.get()), count);
    }
  }

  /** The keys that came along, else those that the network has. */
  private Optional<PreKeyBundle> bundle(Node receipt, Account owner, Jid device) {
    return receipt
        .child("keys")
        .map(keys -> Bundles.read(keys, receipt.requireChild("registration")))
        .or(() -> parts.cipher().fetch(owner.lidJid().withDevice(device.device())));
  }

  private Optional<StoredMessage> written(String id) {
    return parts.screen().find(m -> m.getFromMe() && m.getId().equals(id));
  }

  private static Message content(StoredMessage message) {
    try {
      return Message.parseFrom(message.getContent());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("A message that this phone wrote cannot be read", e);
    }
  }
}

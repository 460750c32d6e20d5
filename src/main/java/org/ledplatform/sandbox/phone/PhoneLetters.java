package org.ledplatform.sandbox.phone;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.Device;
import org.ledplatform.sandbox.server.PhoneLine;
import org.ledplatform.sandbox.server.SandboxServer;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.DeviceSentMessage;
import org.ledplatform.whatsapp.proto.Message;

/** How a phone sends: to every device of the other and to its own companions. Under its lock. */
final class PhoneLetters {

  private final String phone;
  private final SandboxServer server;
  private final PhoneLine line;
  private final PhoneCipher cipher;

  PhoneLetters(String phone, SandboxServer server, PhoneLine line, PhoneCipher cipher) {
    this.phone = phone;
    this.server = server;
    this.line = line;
    this.cipher = cipher;
  }

  /** Sends a message to a person (protocol §8.2). */
  void send(Account peer, String id, Message message) {
    List<Node> participants = new ArrayList<>();
    Stamp stamp = Stamp.of(message);
    if (!peer.phone().equals(phone)) {
      addAll(participants, peer, message, stamp);
    }
    addAll(participants, self(), forOwnDevices(peer.phoneJid(), message), stamp);
    line.send(
        stamp.message(
            Node.of("message", Node.of("participants").holding(participants))
                .with("id", id)
                .with("to", peer.phoneJid())));
  }

  /** Sends a message for one of our own companions only, which no chat shows (protocol §6.9). */
  void sendPeer(int companion, String id, Message message) {
    cipher
        .encrypt(self(), companion, message)
        .ifPresent(
            enc ->
                line.send(
                    Node.of("message", enc)
                        .with("id", id)
                        .with("to", self().phoneJid().withDevice(companion))
                        .with("type", "text")
                        .with("category", "peer")));
  }

  /**
   * Sends a message again to one device that could not read it (protocol §8.7).
   *
   * @param device the address it asked from
   * @param chat with whom the message was
   */
  void sendAgain(Jid device, Account owner, Account chat, String id, Message message, int count) {
    boolean own = owner.phone().equals(phone);
    Stamp stamp = Stamp.of(message);
    Message forDevice = own ? forOwnDevices(chat.phoneJid(), message) : message;
    cipher
        .encrypt(owner, device.device(), forDevice)
        .ifPresent(
            enc ->
                line.send(
                    stamp
                        .message(Node.of("message", stamp.ciphertext(enc.with("count", count))))
                        .with("id", id)
                        .with("to", device)
                        .with("device_fanout", "false")
                        .with("recipient", own ? Optional.of(chat.phoneJid()) : Optional.empty())));
  }

  private void addAll(List<Node> participants, Account account, Message message, Stamp stamp) {
    for (Device device : server.devices(account)) {
      int number = device.id().number();
      if (!device.id().phone().equals(phone) || number != 0) {
        cipher
            .encrypt(account, number, message)
            .ifPresent(
                enc ->
                    participants.add(
                        Node.of("to", stamp.ciphertext(enc))
                            .with("jid", account.phoneJid().withDevice(number))));
      }
    }
  }

  private static Message forOwnDevices(Jid chat, Message message) {
    return Message.newBuilder()
        .setDeviceSentMessage(
            DeviceSentMessage.newBuilder().setDestinationJid(chat.toString()).setMessage(message))
        .build();
  }

  private Account self() {
    return server.account(phone).orElseThrow();
  }
}

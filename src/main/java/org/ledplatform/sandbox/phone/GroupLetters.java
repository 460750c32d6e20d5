package org.ledplatform.sandbox.phone;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.Device;
import org.ledplatform.sandbox.account.DeviceId;
import org.ledplatform.sandbox.group.Group;
import org.ledplatform.sandbox.server.PhoneLine;
import org.ledplatform.sandbox.server.SandboxServer;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.ParticipantHash;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.Message;

/** How a phone writes to groups: once for all, and the key for who lacks it (protocol §8.3). */
final class GroupLetters {

  private final String phone;
  private final SandboxServer server;
  private final PhoneLine line;
  private final PhoneCipher cipher;
  private final GroupKeys keys;

  GroupLetters(
      String phone, SandboxServer server, PhoneLine line, PhoneCipher cipher, GroupKeys keys) {
    this.phone = phone;
    this.server = server;
    this.line = line;
    this.cipher = cipher;
    this.keys = keys;
  }

  /** Sends a message to everybody in the group, own companions included. */
  void send(Group group, String id, Message message) {
    Account self = server.account(phone).orElseThrow();
    Map<DeviceId, Account> devices = devices(group);
    Set<Jid> all =
        devices.entrySet().stream()
            .map(entry -> entry.getValue().lidJid().withDevice(entry.getKey().number()))
            .filter(device -> !device.equals(self.lidJid()))
            .collect(Collectors.toSet());
    Set<Jid> newcomers = keys.newcomers(group.jid(), self, all);
    Message key =
        Message.newBuilder()
            .setSenderKeyDistributionMessage(keys.introduction(group.jid(), self))
            .build();
    List<Node> parts = new ArrayList<>();
    devices.forEach(
        (device, account) -> {
          if (newcomers.contains(account.lidJid().withDevice(device.number()))) {
            Jid address = group.address(account).withDevice(device.number());
            cipher
                .encrypt(account, device.number(), key)
                .ifPresent(enc -> parts.add(Node.of("to", enc).with("jid", address)));
          }
        });
    Stamp stamp = Stamp.of(message);
    Node stanza =
        Node.of("message", stamp.ciphertext(keys.encrypt(group.jid(), self, message)))
            .with("id", id)
            .with("to", group.jid())
            .with("addressing_mode", group.addressing())
            .with("phash", hash(group, devices));
    line.send(
        stamp.message(
            parts.isEmpty() ? stanza : stanza.adding(Node.of("participants").holding(parts))));
  }

  /** Sends a message again to the one device that could not read it, with the key (§8.7). */
  void sendAgain(Group group, Account reader, Jid device, String id, Message message, int count) {
    Account self = server.account(phone).orElseThrow();
    Message whole =
        message.toBuilder()
            .setSenderKeyDistributionMessage(keys.introduction(group.jid(), self))
            .build();
    Stamp stamp = Stamp.of(message);
    cipher
        .encrypt(reader, device.device(), whole)
        .map(enc -> Node.of("message", stamp.ciphertext(enc.with("count", count))))
        .map(stanza -> stanza.with("id", id).with("to", group.jid()).with("participant", device))
        .ifPresent(stanza -> line.send(stamp.message(stanza)));
  }

  private Map<DeviceId, Account> devices(Group group) {
    Map<DeviceId, Account> devices = new LinkedHashMap<>();
    for (String member : group.members().keySet()) {
      server
          .account(member)
          .ifPresent(
              account -> {
                for (Device device : server.devices(account)) {
                  devices.put(device.id(), account);
                }
              });
    }
    return devices;
  }

  private static String hash(Group group, Map<DeviceId, Account> devices) {
    return ParticipantHash.of(
        devices.entrySet().stream()
            .map(e -> group.address(e.getValue()).withDevice(e.getKey().number()))
            .toList());
  }
}

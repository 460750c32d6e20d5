package org.ledplatform.whatsapp.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ledplatform.whatsapp.content.ContentReader;
import org.ledplatform.whatsapp.group.Addressing;
import org.ledplatform.whatsapp.group.GroupMember;
import org.ledplatform.whatsapp.group.GroupMetadata;
import org.ledplatform.whatsapp.group.GroupPlace;
import org.ledplatform.whatsapp.group.GroupSettings;
import org.ledplatform.whatsapp.group.GroupSubject;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.Message;

/** A client in a group with Anna, who has two devices, and Bert. */
final class GroupFixture {

  static final Jid GROUP = Jid.parse("120363000000000001@g.us");

  final ClientFixture fixture = new ClientFixture();
  final TestNetwork network = fixture.network;
  final RemoteDevice bert = new RemoteDevice(Jid.parse("300@lid"));

  GroupFixture() {
    network.devices.put(bert.jid, bert);
    members(TestNetwork.OWN_LID, fixture.anna.jid, bert.jid);
    fixture.pairAndLogIn();
    bert.begin(TestNetwork.OWN_LID, network.last().receivedIqs("encrypt").getLast());
    network.last().received.clear();
  }

  /** Who is in the group, as the network tells when it is asked. */
  void members(Jid... people) {
    network.groups.put(GROUP, group(people));
  }

  static GroupMetadata group(Jid... people) {
    List<GroupMember> members =
        Stream.of(people)
            .map(jid -> new GroupMember(jid, Optional.empty(), GroupMember.Role.MEMBER))
            .toList();
    return new GroupMetadata(
        GROUP,
        Addressing.LID,
        new GroupSubject("Garden", Optional.empty(), Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        GroupSettings.USUAL,
        GroupPlace.ALONE,
        members,
        members.size(),
        "");
  }

  /** Sends a text to the group; the stanza that left. */
  Node send(String id, String text) {
    fixture.client.send(OutgoingMessage.text(id, GROUP, text, Optional.empty()));
    network.run();
    return sent(id).getLast();
  }

  List<Node> sent(String id) {
    return network.last().received("message").stream().filter(m -> m.has("id", id)).toList();
  }

  /** The devices that the stanza hands the key to. */
  static List<Jid> handed(Node stanza) {
    return stanza.child("participants").stream()
        .flatMap(p -> p.children("to").stream())
        .map(to -> to.requireJid("jid"))
        .toList();
  }

  /** Takes the key out of a stanza, as the device it is for. */
  void takeKey(RemoteDevice device, Node stanza) {
    Node to =
        stanza.requireChild("participants").children("to").stream()
            .filter(n -> n.has("jid", device.jid.toString()))
            .findFirst()
            .orElseThrow();
    Message key = device.decrypt(TestNetwork.OWN_LID, to.requireChild("enc"));
    device.acceptKey(GROUP, TestNetwork.OWN_LID, key);
  }

  /** What a device with the key reads. */
  String reads(RemoteDevice device, Node stanza) {
    Node enc = stanza.requireChild("enc");
    return ContentReader.readOrUnsupported(device.decryptOfGroup(GROUP, TestNetwork.OWN_LID, enc))
        .text();
  }

  /** A notification about the group. */
  void notify(Node... children) {
    fixture.deliver(notification(children));
  }

  Node notification(Node... children) {
    return Node.of("notification", children)
        .with("id", "N" + new ArrayList<>(network.last().received).size())
        .with("from", GROUP)
        .with("type", "w:gp2")
        .with("participant", fixture.anna.jid)
        .with("t", network.now().getEpochSecond());
  }

  static Node participant(Jid jid) {
    return Node.of("participant").with("jid", jid);
  }
}

package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.control.NewPhone;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.sandbox.control.ShownMessage;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.Server;
import org.ledplatform.whatsapp.node.Node;

/** What a companion may not write, and what is done once though it is asked for twice. */
class MessageRefusalsTest extends CompanionOnline {

  @Test
  void deliversOnceToADeviceThatIsNamedTwice() {
    Node stanza =
        companion
            .message(client, "TWICE", Jid.parse(bob.jid()), text("once"))
            .adding(Node.of("device-identity", companion.identity()));
    Node participants = stanza.requireChild("participants");
    List<Node> doubled = new ArrayList<>(participants.children());
    doubled.addAll(participants.children());
    client.send(replaceParticipants(stanza, doubled));

    assertThat(client.await("ack").attribute("error")).isEmpty();
    send(bob, SendRequest.text(ada.id(), "done"));
    assertThat(sandbox.shows(bob, 2))
        .extracting(ShownMessage::text)
        .containsExactly("once", "done");
  }

  @Test
  void refusesAnUnknownPersonAndAPersonOfAnotherTenant() {
    assertRefused("404", stanza -> stanza.with("to", "15550000000@s.whatsapp.net"));
    Phone eve = sandbox.control().addPhone("other", new NewPhone("Eve", Optional.empty()));
    assertRefused("404", stanza -> stanza.with("to", eve.jid()));
    assertRefused("404", stanza -> stanza.with("to", "120363000000000000@g.us"));
  }

  @Test
  void refusesAnAddressOfTheWrongKind() {
    Jid lidAsPhone = Jid.of(Jid.parse(bob.lid()).user(), Server.PHONE);
    assertRefused("421", stanza -> withFirstParticipant(stanza, lidAsPhone));
  }

  @Test
  void refusesDevicesThatHaveNoPartInTheChat() {
    Phone cyd = sandbox.phone("Cyd");
    assertRefused("479", stanza -> withFirstParticipant(stanza, Jid.parse(cyd.jid())));
    assertRefused(
        "479", stanza -> withFirstParticipant(stanza, Jid.parse(bob.jid()).withDevice(7)));
  }

  @Test
  void refusesASessionThatNobodyVouchesFor() {
    client.send(companion.message(client, "BARE", Jid.parse(bob.jid()), text("x")));
    assertThat(client.await("ack").require("error")).isEqualTo("479");
  }

  @Test
  void refusesMalformedMessagesAndStaysConnected() {
    assertRefused("479", stanza -> replaceParticipants(stanza, List.of(Node.of("to"))));
    assertRefused("479", stanza -> stanza.with("to", "not an address"));
    assertRefused("479", stanza -> stanza.with("category", "peer"));
    assertThat(client.ask("w:p", "get").has("type", "result")).isTrue();
  }

  @Test
  void refusesACiphertextWithoutDevicesThatIsNeitherForAPeerNorAskedForAgain() {
    Jid phone = Jid.parse(bob.jid());
    Node bare =
        Node.of(
                "message",
                companion.encrypt(client, phone, text("no fan-out")),
                Node.of("device-identity", companion.identity()))
            .with("id", "BARE")
            .with("to", phone)
            .with("type", "text");
    client.send(bare);
    assertThat(client.await("ack").attribute("error")).contains("479");
    client.send(bare.with("device_fanout", "false"));
    assertThat(client.await("ack").attribute("error")).isEmpty();
    assertThat(sandbox.shows(bob, 1)).extracting(ShownMessage::text).containsExactly("no fan-out");
  }

  private void assertRefused(String code, UnaryOperator<Node> change) {
    Node stanza =
        companion
            .message(client, "R" + System.nanoTime(), Jid.parse(bob.jid()), text("x"))
            .adding(Node.of("device-identity", companion.identity()));
    client.send(change.apply(stanza));
    assertThat(client.await("ack").attribute("error")).contains(code);
  }

  private static Node withFirstParticipant(Node stanza, Jid jid) {
    List<Node> all = new ArrayList<>(stanza.requireChild("participants").children());
    all.set(0, all.getFirst().with("jid", jid));
    return replaceParticipants(stanza, all);
  }

  private static Node replaceParticipants(Node stanza, List<Node> participants) {
    List<Node> children = new ArrayList<>(stanza.children());
    children.set(0, Node.of("participants").holding(participants));
    return stanza.holding(children);
  }
}

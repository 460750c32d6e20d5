package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.Companion;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.sandbox.control.ShownMessage;
import org.ledplatform.sandbox.control.ShownMessage.Status;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.MessageKey;
import org.ledplatform.whatsapp.proto.ProtocolMessage;
import org.ledplatform.whatsapp.proto.ReactionMessage;

/** A companion and people write to each other. */
class MessagingTest extends CompanionOnline {

  @Test
  void whatACompanionWritesShowsOnBothPhonesWithTicks() {
    String id = companion.sendText(client, Jid.parse(bob.jid()), "hello");

    Node ack = client.await("ack");
    assertThat(ack.attributes())
        .containsEntry("class", "message")
        .containsEntry("id", id)
        .containsEntry("from", bob.jid())
        .doesNotContainKey("error");
    ShownMessage onBobs = sandbox.shows(bob, 1).getFirst();
    assertThat(onBobs.text()).isEqualTo("hello");
    assertThat(onBobs.fromMe()).isFalse();
    assertThat(onBobs.chat()).isEqualTo(ada.jid());
    assertThat(onBobs.from()).isEqualTo(ada.jid());
    ShownMessage onAdas = sandbox.shows(ada, 1).getFirst();
    assertThat(onAdas.fromMe()).isTrue();
    assertThat(onAdas.chat()).isEqualTo(bob.jid());
    List<Node> receipts = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      receipts.add(client.await(n -> n.tag().equals("receipt") && n.has("from", bob.jid())));
    }
    assertThat(receipts)
        .extracting(r -> r.attribute("type").orElse("delivered"))
        .containsExactly("delivered", "read");
    await().until(() -> sandbox.shows(ada, 1).getFirst().status() == Status.READ);
  }

  @Test
  void whatAPersonWritesReachesEveryDeviceOfBothSides() {
    String id = send(bob, SendRequest.text(ada.id(), "hi"));

    Node message = client.await("message");
    assertThat(message.attributes())
        .containsEntry("from", bob.jid())
        .containsEntry("sender_lid", bob.lid())
        .containsEntry("id", id)
        .containsEntry("notify", "Bob")
        .containsEntry("type", "text")
        .doesNotContainKeys("recipient", "offline");
    assertThat(message.child("device-identity")).isEmpty();
    assertThat(companion.decrypt(message).getConversation()).isEqualTo("hi");
    assertThat(sandbox.shows(ada, 1).getFirst().text()).isEqualTo("hi");
  }

  @Test
  void whatTheOwnPhoneWritesComesWithTheChatItWasFor() {
    send(ada, SendRequest.text(bob.jid(), "from the phone"));

    Node message = client.await("message");
    assertThat(message.attributes())
        .containsEntry("from", ada.jid())
        .containsEntry("recipient", bob.jid())
        .containsEntry("peer_recipient_lid", bob.lid());
    Message content = companion.decrypt(message);
    assertThat(content.getDeviceSentMessage().getDestinationJid()).isEqualTo(bob.jid());
    assertThat(content.getDeviceSentMessage().getMessage().getConversation())
        .isEqualTo("from the phone");
  }

  @Test
  void ticksFollowTheReceiptsOfACompanion() {
    // Ada's own phone would read it at once; so it is Bob who has the companion that answers.
    String id = send(bob, SendRequest.text(ada.id(), "read me"));
    Node message = client.await("message");
    Node receipt = Node.of("receipt").with("id", id).with("to", message.require("from"));
    client.send(receipt.with("type", "read").with("t", 1));

    await().until(() -> sandbox.shows(bob, 1).getFirst().status() == Status.READ);
  }

  @Test
  void answersInTheAddressingThatWasAsked() {
    Companion other = Companion.pair(sandbox, bob.id());
    try (RawClient otherClient = other.goOnline()) {
      companion.sendText(client, Jid.parse(bob.lid()), "by LID");

      Node message =
          otherClient.await(n -> n.tag().equals("message") && n.attribute("category").isEmpty());
      assertThat(message.requireJid("from")).isEqualTo(companion.lid());
      assertThat(message.requireJid("sender_pn")).isEqualTo(Jid.parse(ada.jid()));
      assertThat(message.requireChild("device-identity").bytes()).isEqualTo(companion.identity());
      assertThat(other.decrypt(message).getConversation()).isEqualTo("by LID");
      assertThat(sandbox.shows(bob, 1).getFirst().chat()).isEqualTo(ada.jid());
    }
  }

  @Test
  void aDeviceThatWasLeftOutHearsThatThereIsNothingForIt() {
    Companion other = Companion.pair(sandbox, bob.id());
    try (RawClient otherClient = other.goOnline()) {
      Jid phoneOnly = Jid.parse(bob.jid());
      Node enc = companion.encrypt(client, phoneOnly, text("for the phone only"));
      client.send(
          Node.of(
                  "message",
                  Node.of("participants", Node.of("to", enc).with("jid", phoneOnly)),
                  Node.of("device-identity", companion.identity()))
              .with("id", "PARTIAL")
              .with("to", phoneOnly)
              .with("type", "text"));

      Node message = otherClient.await(n -> n.has("id", "PARTIAL"));
      assertThat(message.child("unavailable")).isPresent();
      assertThat(message.child("enc")).isEmpty();
      assertThat(sandbox.shows(bob, 1).getFirst().text()).isEqualTo("for the phone only");
    }
  }

  @Test
  void showsReactionsEditsAndDeletions() {
    String id = companion.sendText(client, Jid.parse(bob.jid()), "first");
    sandbox.shows(bob, 1);
    MessageKey key =
        MessageKey.newBuilder().setRemoteJid(bob.jid()).setFromMe(true).setId(id).build();
    sendTo(
        bob,
        Message.newBuilder()
            .setReactionMessage(ReactionMessage.newBuilder().setKey(key).setText("👍"))
            .build());
    sendTo(
        bob,
        protocol(
            ProtocolMessage.newBuilder()
                .setType(ProtocolMessage.Type.MESSAGE_EDIT)
                .setKey(key)
                .setEditedMessage(text("second"))));
    await().until(() -> sandbox.shows(bob, 1).getFirst().edited());
    ShownMessage edited = sandbox.shows(bob, 1).getFirst();
    assertThat(edited.text()).isEqualTo("second");
    assertThat(edited.reactions()).containsExactly(new ShownMessage.Reaction(ada.jid(), "👍"));

    sendTo(
        bob,
        protocol(ProtocolMessage.newBuilder().setType(ProtocolMessage.Type.REVOKE).setKey(key)));
    await().until(() -> sandbox.shows(bob, 1).getFirst().deleted());
    assertThat(sandbox.shows(bob, 1).getFirst().text()).isEmpty();
  }

  @Test
  void nobodyChangesWhatAnotherWrote() {
    String id = send(bob, SendRequest.text(ada.id(), "mine"));
    client.await("message");
    MessageKey key = MessageKey.newBuilder().setId(id).build();
    sendTo(
        bob,
        protocol(ProtocolMessage.newBuilder().setType(ProtocolMessage.Type.REVOKE).setKey(key)));
    companion.sendText(client, Jid.parse(bob.jid()), "later");

    assertThat(sandbox.shows(bob, 2))
        .extracting(ShownMessage::text)
        .containsExactly("mine", "later");
  }

  @Test
  void aPhoneSendsAgainWhatItsReaderCouldNotRead() {
    String id = send(bob, SendRequest.text(ada.id(), "again, please"));
    Node unreadable = client.await("message");
    client.send(
        Node.of(
                "receipt",
                Node.of("retry")
                    .with("count", 1)
                    .with("id", id)
                    .with("t", unreadable.require("t"))
                    .with("v", 1),
                Node.of(
                    "registration",
                    RawClient.number(companion.keys().registrationId(), 4).toByteArray()))
            .with("id", id)
            .with("type", "retry")
            .with("to", unreadable.require("from")));

    Node again = client.await("message");
    assertThat(again.require("id")).isEqualTo(id);
    assertThat(again.requireChild("enc").attributes())
        .containsEntry("count", "1")
        .containsEntry("type", "pkmsg");
    assertThat(companion.decrypt(again).getConversation()).isEqualTo("again, please");
  }

  @Test
  void aPhoneAsksAgainForWhatItCannotRead() {
    Jid to = Jid.parse(bob.jid());
    Node broken = Node.of("enc", new byte[] {0x33, 1, 2, 3}).with("v", "2").with("type", "msg");
    for (int attempt = 1; attempt <= 2; attempt++) {
      client.send(
          Node.of("message", Node.of("participants", Node.of("to", broken).with("jid", to)))
              .with("id", "BROKEN")
              .with("to", to)
              .with("type", "text"));
      Node retry = client.await(n -> n.has("type", "retry"));
      assertThat(retry.requireJid("from")).isEqualTo(to);
      assertThat(retry.requireChild("retry").require("count")).isEqualTo(Integer.toString(attempt));
      assertThat(retry.requireChild("registration").bytes()).hasSize(4);
      assertThat(retry.child("keys").isPresent()).isEqualTo(attempt == 2);
    }
    companion.sendText(client, to, "readable");
    assertThat(sandbox.shows(bob, 1).getFirst().text()).isEqualTo("readable");
  }

  @Test
  void passesTypingAndPresenceOnToWhoIsThere() {
    Companion other = Companion.pair(sandbox, bob.id());
    try (RawClient otherClient = other.goOnline()) {
      client.send(Node.of("chatstate", Node.of("composing")).with("to", bob.jid()));
      Node typing = otherClient.await("chatstate");
      assertThat(typing.requireJid("from")).isEqualTo(companion.jid());
      assertThat(typing.child("composing")).isPresent();

      otherClient.send(Node.of("presence").with("type", "subscribe").with("to", ada.jid()));
      assertThat(otherClient.await("presence").requireJid("from")).isEqualTo(Jid.parse(ada.jid()));
    }
  }

  private void sendTo(Phone to, Message message) {
    Jid jid = Jid.parse(to.jid());
    client.send(
        companion
            .message(client, "X" + System.nanoTime(), jid, message)
            .adding(Node.of("device-identity", companion.identity())));
  }

  private static Message protocol(ProtocolMessage.Builder protocol) {
    return Message.newBuilder().setProtocolMessage(protocol).build();
  }
}

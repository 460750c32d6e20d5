package org.ledplatform.sandbox.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.ledplatform.sandbox.SandboxFixture.TENANT;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.Companion;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SandboxControl;
import org.ledplatform.sandbox.control.SandboxProblem;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.sandbox.control.ShownMessage;
import org.ledplatform.sandbox.control.ShownMessage.Status;
import org.ledplatform.sandbox.media.MediaSettings;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** People who read when they are told to (protocol §8.6). */
class ReadingOnDemandTest {

  private final SandboxFixture sandbox = new SandboxFixture();
  private final SandboxControl control = sandbox.control();
  private final Phone ada = sandbox.phone("Ada");
  private final Phone bob = sandbox.slowReader("Bob");
  private final Phone cyd = sandbox.slowReader("Cyd");
  private final Companion companion = Companion.pair(sandbox, ada.id());
  private RawClient client;

  @BeforeEach
  void open() throws IOException {
    sandbox.network().media().open(MediaSettings.LOCAL);
    client = companion.goOnline();
    companion.takeWelcome(client);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private String send(Phone from, SendRequest request) {
    return control.send(TENANT, from.id(), request).messageId();
  }

  private Node receipt(Jid from, String type) {
    return client.await(
        n ->
            n.tag().equals("receipt")
                && n.requireJid("from").sameUser(from)
                && n.attribute("type").orElse("").equals(type));
  }

  private List<Node> untilPing() {
    client.send(Node.of("iq").with("id", "p").with("to", Jid.NETWORK).with("xmlns", "w:p"));
    return client.awaitAll("iq");
  }

  @Test
  void whatComesInIsDeliveredAndReadInOneReceiptWhenTheChatIsRead() {
    String one = send(ada, SendRequest.text(bob.id(), "one"));
    String two = send(ada, SendRequest.text(bob.id(), "two"));
    receipt(Jid.parse(bob.jid()), "");
    receipt(Jid.parse(bob.jid()), "");
    assertThat(sandbox.shows(bob, 2))
        .extracting(ShownMessage::status)
        .containsOnly(Status.DELIVERED);
    assertThat(untilPing()).noneMatch(n -> n.has("type", "read"));

    control.read(TENANT, bob.id(), ada.id());
    Node read = receipt(Jid.parse(bob.jid()), "read");
    assertThat(read.require("id")).isEqualTo(one);
    assertThat(read.requireChild("list").children("item"))
        .extracting(item -> item.require("id"))
        .containsExactly(two);
    assertThat(sandbox.shows(bob, 2)).extracting(ShownMessage::status).containsOnly(Status.READ);
    await().until(() -> sandbox.shows(ada, 2).stream().allMatch(m -> m.status() == Status.READ));
    control.read(TENANT, bob.id(), ada.id());
    assertThat(untilPing()).noneMatch(n -> n.has("type", "read"));
  }

  @Test
  void inAGroupEachAuthorHearsAboutTheirOwnMessages() {
    Jid group = group();
    String first = send(ada, SendRequest.text(group.toString(), "first of Ada"));
    String second = send(ada, SendRequest.text(group.toString(), "second of Ada"));
    String third = send(bob, SendRequest.text(group.toString(), "of Bob"));
    sandbox.shows(cyd, 3);
    assertThat(untilPing()).noneMatch(n -> n.has("type", "read"));

    control.read(TENANT, cyd.id(), group.toString());
    Node read = receipt(group, "read");
    assertThat(read.requireJid("participant").sameUser(Jid.parse(cyd.lid()))).isTrue();
    assertThat(read.require("id")).isEqualTo(first);
    assertThat(read.requireChild("list").children("item"))
        .extracting(item -> item.require("id"))
        .containsExactly(second);
    await()
        .until(
            () ->
                sandbox.shows(bob, 3).stream()
                    .anyMatch(m -> m.id().equals(third) && m.status() == Status.READ));
  }

  @Test
  void aVoiceNoteIsReadAndThenPlayed() {
    String voice =
        send(
            ada, SendRequest.to(bob.id()).media(SendRequest.Media.of(new byte[] {1}, "audio/ogg")));
    receipt(Jid.parse(bob.jid()), "");
    sandbox.shows(bob, 1);

    control.play(TENANT, bob.id(), voice);
    assertThat(receipt(Jid.parse(bob.jid()), "read").require("id")).isEqualTo(voice);
    assertThat(receipt(Jid.parse(bob.jid()), "played").require("id")).isEqualTo(voice);
    assertThat(sandbox.shows(bob, 1).getFirst().played()).isTrue();
    await().until(() -> sandbox.shows(ada, 1).getFirst().played());
  }

  @Test
  void onlyVoiceNotesOfOthersAreListenedTo() {
    String text = send(ada, SendRequest.text(bob.id(), "no sound"));
    String own =
        send(
            bob, SendRequest.to(ada.id()).media(SendRequest.Media.of(new byte[] {1}, "audio/ogg")));
    sandbox.shows(bob, 2);
    for (String id : List.of(text, own, "3EB0NOTHING")) {
      assertThatThrownBy(() -> control.play(TENANT, bob.id(), id))
          .isInstanceOfSatisfying(
              SandboxProblem.class, p -> assertThat(p.field()).contains("messageId"));
    }
    assertThatThrownBy(() -> control.read(TENANT, bob.id(), "999@s.whatsapp.net"))
        .isInstanceOfSatisfying(SandboxProblem.class, p -> assertThat(p.field()).contains("chat"));
    assertThatThrownBy(() -> control.read("somebody else", bob.id(), ada.id()))
        .isInstanceOf(SandboxProblem.class);
  }

  private Jid group() {
    String body =
        """
        {"as": "%s", "subject": "Friends", "members": ["%s", "%s"]}
        """
            .formatted(ada.id(), bob.id(), cyd.id());
    control.groups().create(TENANT, body);
    return sandbox.network().server().groups(TENANT).getFirst().jid();
  }
}

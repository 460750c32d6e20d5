package org.ledplatform.sandbox.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.ledplatform.sandbox.SandboxFixture.TENANT;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SandboxProblem;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.sandbox.control.ShownMessage;
import org.ledplatform.sandbox.group.GroupWorld;
import org.ledplatform.whatsapp.content.ContactCards;
import org.ledplatform.whatsapp.content.Context;
import org.ledplatform.whatsapp.content.LiveLocation;
import org.ledplatform.whatsapp.content.Location;
import org.ledplatform.whatsapp.content.Poll;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.Server;
import org.ledplatform.whatsapp.node.Node;

/** People talk in groups with their phones, in both addressings, and say what phones can say. */
class PhonesInGroupsTest {

  private final SandboxFixture sandbox = new SandboxFixture();
  private final Phone ada = sandbox.phone("Ada");
  private final Phone bob = sandbox.phone("Bob");
  private final Phone cyd = sandbox.phone("Cyd");

  @AfterEach
  void close() {
    sandbox.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everybodyReadsWhatAnybodyWrites(boolean byLid) {
    Jid group = group(byLid, bob, cyd);
    write(ada, group, "first");
    write(ada, group, "second");
    write(bob, group, "third");

    for (Phone phone : List.of(ada, bob, cyd)) {
      List<ShownMessage> shown = sandbox.shows(phone, 3);
      assertThat(shown).extracting(ShownMessage::chat).containsOnly(group.toString());
      assertThat(shown)
          .extracting(ShownMessage::text)
          .containsExactlyInAnyOrder("first", "second", "third");
    }
    assertThat(sandbox.shows(cyd, 3))
        .extracting(ShownMessage::from)
        .containsExactlyInAnyOrder(ada.jid(), ada.jid(), bob.jid());
    await().until(() -> sandbox.shows(ada, 3).getFirst().status() == ShownMessage.Status.READ);
  }

  @Test
  void whoLeftReadsNothingMoreAndTheKeyIsAnother() {
    Jid group = group(true, bob, cyd);
    write(ada, group, "with Cyd");
    sandbox.shows(cyd, 1);
    ask(ada, group, GroupWorld.people("remove", true, cyd));
    write(ada, group, "without Cyd");

    sandbox.shows(bob, 2);
    assertThat(sandbox.shows(cyd, 1)).extracting(ShownMessage::text).containsExactly("with Cyd");
    assertThatThrownBy(() -> write(cyd, group, "still here?")).isInstanceOf(SandboxProblem.class);
    ask(ada, group, GroupWorld.people("add", true, cyd));
    write(bob, group, "welcome back");
    sandbox.shows(cyd, 2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void repliesMentionsReactionsEditsAndDeletionsShowEverywhere(boolean inGroup) {
    String chat = inGroup ? group(true, bob).toString() : bob.id();
    String back = inGroup ? chat : ada.id();
    String id = send(ada, SendRequest.text(chat, "mistake"));
    sandbox.shows(bob, 1);

    send(bob, request(back).reaction("👍", id));
    await().until(() -> first(ada).reactions().size() == 1);
    send(bob, request(back).reaction("", id));
    await().until(() -> first(ada).reactions().isEmpty());
    send(ada, request(chat).edit("correction", id));
    await().until(() -> first(bob).edited());
    assertThat(first(bob).text()).isEqualTo("correction");
    send(bob, request(back).text("see @Ada").mentioning(ada.id()).quoting(id));
    assertThat(sandbox.shows(ada, 2).getLast().quoted().orElseThrow().messageId()).isEqualTo(id);
    send(ada, request(chat).delete(id));
    await().until(() -> first(bob).deleted());
    assertThat(first(bob).text()).isEmpty();
  }

  @Test
  void onlyAdminsTakeAwayWhatOthersWrote() {
    Jid group = group(false, bob, cyd);
    String id = send(bob, SendRequest.text(group.toString(), "spam"));
    await().until(() -> sandbox.shows(cyd, 1).size() == 1 && sandbox.shows(ada, 1).size() == 1);
    assertThatThrownBy(() -> send(cyd, request(group.toString()).delete(id)))
        .isInstanceOf(SandboxProblem.class);
    send(ada, request(group.toString()).delete(id));
    await().until(() -> first(cyd).deleted() && first(bob).deleted());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void votesAreCountedOnEveryPhone(boolean inGroup) {
    String chat = inGroup ? group(true, bob).toString() : bob.id();
    String back = inGroup ? chat : ada.id();
    Poll poll = Poll.ask("Lunch?", List.of("soup", "salad"), 1, new SecureRandom());
    String id = sandbox.control().send(TENANT, ada.id(), chat, poll, Context.NONE).messageId();
    sandbox.shows(bob, 1);
    sandbox.control().vote(TENANT, bob.id(), back, id, List.of("soup"));
    sandbox.control().vote(TENANT, bob.id(), back, id, List.of("salad"));

    ShownMessage.Option nobody = new ShownMessage.Option("soup", List.of());
    ShownMessage.Option bobs = new ShownMessage.Option("salad", List.of(bob.jid()));
    for (Phone phone : List.of(ada, bob)) {
      await().untilAsserted(() -> assertThat(first(phone).poll()).containsExactly(nobody, bobs));
    }
    assertThatThrownBy(() -> sandbox.control().vote(TENANT, bob.id(), back, id, List.of("pizza")))
        .isInstanceOf(SandboxProblem.class);
  }

  @Test
  void showsCardsAndPlaces() {
    sandbox
        .control()
        .send(
            TENANT,
            ada.id(),
            bob.id(),
            new ContactCards("Cyd", List.of(ContactCards.Card.of("Cyd", "15550000000"))),
            Context.NONE);
    sandbox
        .control()
        .send(TENANT, ada.id(), bob.id(), new Location(52.5, 13.4, "Here", "", ""), Context.NONE);
    sandbox
        .control()
        .send(
            TENANT,
            ada.id(),
            bob.id(),
            new LiveLocation(52.5, 13.4, 10, "On my way", 1, Duration.ZERO),
            Context.NONE);

    assertThat(sandbox.shows(bob, 3))
        .extracting(m -> m.kind() + " " + m.text())
        .containsExactlyInAnyOrder(
            "contact Cyd", "location Here 52.5,13.4", "live_location On my way 52.5,13.4");
  }

  @Test
  void stanzasSayFromOutsideWhatIsInside() {
    GroupWorld world = new GroupWorld();
    Jid group = world.create(true, world.bob);
    Poll poll = Poll.ask("Lunch?", List.of("soup", "salad"), 1, new SecureRandom());
    var control = world.sandbox.control();
    String id =
        control.send(TENANT, world.bob.id(), group.toString(), poll, Context.NONE).messageId();
    Node message = world.adas.client().await("message");
    assertThat(message.attributes()).containsEntry("type", "poll").containsEntry("id", id);
    assertThat(message.requireChild("meta").require("polltype")).isEqualTo("creation");
    assertThat(message.children("enc"))
        .extracting(enc -> enc.require("type"))
        .containsExactly("pkmsg", "skmsg");
    control.send(TENANT, world.bob.id(), request(group.toString()).reaction("👍", id));
    Node reaction = world.adas.client().await("message");
    assertThat(reaction.attributes()).containsEntry("type", "reaction");
    assertThat(reaction.children("enc"))
        .singleElement()
        .satisfies(enc -> assertThat(enc.has("decrypt-fail", "hide")).isTrue());
    world.close();
  }

  @Test
  void sendsAgainWithTheKeyToWhoCannotRead() {
    try (GroupWorld world = new GroupWorld()) {
      Jid group = world.create(true, world.bob);
      String id =
          world
              .sandbox
              .control()
              .send(TENANT, world.bob.id(), SendRequest.text(group.toString(), "hello"))
              .messageId();
      Node unread = world.adas.client().await("message");
      Node registration = Node.of("registration", new byte[] {0, 0, 0, 1});
      world
          .adas
          .client()
          .send(
              Node.of("receipt", Node.of("retry").with("count", 1).with("id", id), registration)
                  .with("id", id)
                  .with("type", "retry")
                  .with("to", group)
                  .with("participant", unread.require("participant")));
      Predicate<Node> again = n -> n.tag().equals("message") && n.has("id", id);
      Node sent = world.adas.client().await(again);
      assertThat(sent.requireJid("from")).isEqualTo(group);
      assertThat(sent.children("enc"))
          .singleElement()
          .satisfies(
              enc ->
                  assertThat(enc.attributes())
                      .containsEntry("type", "pkmsg")
                      .containsEntry("count", "1"));
    }
  }

  private ShownMessage first(Phone phone) {
    return sandbox
        .control()
        .messages(TENANT, phone.id(), Optional.empty(), Optional.empty())
        .stream()
        .filter(ShownMessage::written)
        .findFirst()
        .orElseThrow();
  }

  private Jid group(boolean byLid, Phone... others) {
    Node create =
        GroupWorld.people("create", byLid, others)
            .with("subject", "Friends")
            .with("addressing_mode", byLid ? "lid" : "pn");
    Node reply = ask(ada, Jid.GROUPS, create);
    return Jid.of(reply.requireChild("group").require("id"), Server.GROUP);
  }

  private Node ask(Phone who, Jid to, Node child) {
    return sandbox
        .network()
        .phones()
        .find(TENANT, who.id())
        .orElseThrow()
        .ask(to, "w:g2", "set", child);
  }

  private void write(Phone from, Jid group, String text) {
    send(from, SendRequest.text(group.toString(), text));
  }

  private String send(Phone from, SendRequest request) {
    return sandbox.control().send(TENANT, from.id(), request).messageId();
  }

  private static SendRequest request(String to) {
    return SendRequest.to(to);
  }
}

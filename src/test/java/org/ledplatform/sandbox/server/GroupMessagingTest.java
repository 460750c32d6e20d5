package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.sandbox.group.GroupWorld.people;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.sandbox.group.GroupWorld;
import org.ledplatform.sandbox.group.GroupWorld.Member;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.ParticipantHash;
import org.ledplatform.whatsapp.node.Node;

/** How the server splits what is written in a group (protocol §8.3, §8.4, §13.2). */
class GroupMessagingTest {

  private static final byte[] COMMON = {0x33, 1, 2, 3};

  private final GroupWorld world = new GroupWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bringsTheOwnPartBeforeTheCommonOneInTheAddressingOfTheGroup(boolean byLid) {
    Jid group = world.create(byLid, world.bob);
    Jid device = byLid ? world.bobs.device().lid() : world.bobs.device().jid();
    Node sent =
        message(group, "M1", part("pkmsg", device))
            .adding(Node.of("device-identity", world.adas.device().identity()))
            .adding(Node.of("meta").with("polltype", "creation"));
    assertThat(ack(world.adas, sent).attribute("error")).isEmpty();

    Node got = message(world.bobs);
    assertThat(got.attributes())
        .containsEntry("from", group.toString())
        .containsEntry("id", "M1")
        .containsEntry("addressing_mode", byLid ? "lid" : "pn")
        .containsEntry(
            "participant",
            (byLid ? world.adas.device().lid() : world.adas.device().jid()).toString())
        .containsEntry(
            byLid ? "participant_pn" : "participant_lid", byLid ? world.ada.jid() : world.ada.lid())
        .containsEntry("notify", "Ada");
    assertThat(got.children("enc"))
        .extracting(enc -> enc.require("type"))
        .containsExactly("pkmsg", "skmsg");
    assertThat(got.child("device-identity")).isPresent();
    assertThat(got.child("meta")).isPresent();
  }

  @Test
  void reachesEveryOtherDeviceOfTheMembersAndNobodyElse() {
    Jid group = world.create(false, world.bob);
    Member second = world.member(world.ada);
    Member cyds = world.member(world.cyd);
    ack(world.adas, message(group, "M1"));

    assertThat(message(second).require("id")).isEqualTo("M1");
    assertThat(message(world.bobs).child("device-identity")).isEmpty();
    assertThat(untilPing(cyds)).noneMatch(n -> n.tag().equals("message"));
    assertThat(untilPing(world.adas)).noneMatch(n -> n.tag().equals("message"));
  }

  @Test
  void whoWasRemovedGetsNothingThoughThereIsAPartForThem() {
    Jid group = world.create(false, world.bob);
    world.adas.ask(group, "set", people("remove", false, world.bob));
    Node sent = message(group, "M1", part("msg", world.bobs.device().jid()));

    assertThat(ack(world.adas, sent).attribute("error")).isEmpty();
    assertThat(untilPing(world.bobs)).noneMatch(n -> n.tag().equals("message"));
    assertThat(ack(world.bobs, message(group, "M2")).require("error")).isEqualTo("403");
  }

  @Test
  void onlyAdminsAnnounce() {
    Jid group = world.create(false, world.bob);
    world.adas.ask(group, "set", Node.of("announcement"));
    assertThat(ack(world.bobs, message(group, "M1")).require("error")).isEqualTo("403");
    assertThat(ack(world.adas, message(group, "M2")).attribute("error")).isEmpty();
  }

  @Test
  void onlyAdminsTakeAwayWhatOthersWrote() {
    Jid group = world.create(false, world.bob);
    assertThat(ack(world.bobs, message(group, "M1").with("edit", "8"))).satisfies(refused("403"));
    assertThat(ack(world.bobs, message(group, "M2").with("edit", "7")).attribute("error"))
        .isEmpty();
    assertThat(ack(world.adas, message(group, "M3").with("edit", "8")).attribute("error"))
        .isEmpty();
    assertThat(message(world.bobs).require("id")).isEqualTo("M3");
  }

  @ParameterizedTest
  @CsvSource({
    "999@g.us,404",
    "123@broadcast,501",
    "123@newsletter,404",
  })
  void refusesOtherPlacesByNumber(String to, String code) {
    assertThat(ack(world.adas, message(Jid.parse(to), "M1")).require("error")).isEqualTo(code);
  }

  @Test
  void isStrictAboutDevicesAndShape() {
    Jid group = world.create(true, world.bob);
    Jid bob = world.bobs.device().lid();
    assertThat(ack(world.adas, message(group, "A", part("msg", world.bobs.device().jid()))))
        .satisfies(refused("421"));
    assertThat(ack(world.adas, message(group, "B", part("msg", bob.withDevice(9)))))
        .satisfies(refused("479"));
    assertThat(ack(world.adas, message(group, "C", part("msg", Jid.parse("15550000000@lid")))))
        .satisfies(refused("479"));
    assertThat(ack(world.adas, message(group, "D", part("pkmsg", bob)))).satisfies(refused("479"));
    assertThat(ack(world.adas, message(group, "E").with("addressing_mode", "pn")))
        .satisfies(refused("421"));
    assertThat(ack(world.adas, message(group, "F").holding(List.of()))).satisfies(refused("479"));
    assertThat(untilPing(world.bobs)).noneMatch(n -> n.tag().equals("message"));
  }

  @Test
  void tellsWhoTookTheReadersForOthers() {
    Jid group = world.create(false, world.bob);
    String right =
        ParticipantHash.of(
            Stream.of(world.ada.jid(), world.bob.jid())
                .map(Jid::parse)
                .flatMap(jid -> Stream.of(jid, jid.withDevice(1)))
                .toList());

    assertThat(ack(world.adas, message(group, "A").with("phash", right)).attribute("phash"))
        .isEmpty();
    assertThat(ack(world.adas, message(group, "B").with("phash", "2:47DEQpj8")).attribute("phash"))
        .contains(right);
    assertThat(message(world.bobs).require("id")).isEqualTo("A");
    assertThat(message(world.bobs).require("id")).isEqualTo("B");
  }

  @Test
  void bringsReceiptsToTheAuthorAndWishesToItsDeviceOnly() {
    Jid group = world.create(true, world.bob);
    Member second = world.member(world.ada);
    ack(world.adas, message(group, "M1"));
    Jid author = message(world.bobs).requireJid("participant");
    Node receipt =
        Node.of("receipt").with("id", "M1").with("to", group).with("participant", author);
    world.bobs.client().send(receipt.with("type", "read"));
    world
        .bobs
        .client()
        .send(
            receipt
                .with("type", "retry")
                .adding(Node.of("retry").with("count", 1).with("id", "M1")));

    for (Member told : List.of(world.adas, second)) {
      Node read = told.client().await(fromBobs("read"));
      assertThat(read.requireJid("from")).isEqualTo(group);
    }
    assertThat(world.adas.client().await(fromBobs("retry")).child("retry")).isPresent();
    assertThat(untilPing(second)).noneMatch(fromBobs("retry"));
    // The message was dealt with, so it does not come again.
    world.bobs.client().close();
    Node preview = world.bobs.device().logIn().await(n -> n.child("offline_preview").isPresent());
    assertThat(preview.requireChild("offline_preview").require("message")).isEqualTo("0");
  }

  @Test
  void bringsWhatIsSentAgainToTheDeviceThatAsked() {
    Jid group = world.create(true, world.bob);
    Member second = world.member(world.bob);
    Node again =
        Node.of("message", enc("msg").with("count", 1))
            .with("id", "M1")
            .with("to", group)
            .with("participant", world.bobs.device().lid())
            .with("type", "text");
    assertThat(ack(world.adas, again).attribute("error")).isEmpty();

    assertThat(message(world.bobs).requireChild("enc").require("count")).isEqualTo("1");
    assertThat(untilPing(second)).noneMatch(n -> n.tag().equals("message"));
    assertThat(ack(world.adas, again.with("participant", world.cyd.lid())).require("error"))
        .isEqualTo("404");
  }

  @Test
  void tellsMembersWhoTypes() {
    Jid group = world.create(true, world.bob);
    world.adas.client().send(Node.of("chatstate", Node.of("composing")).with("to", group));
    Node typing = world.bobs.client().await("chatstate");
    assertThat(typing.requireJid("from")).isEqualTo(group);
    assertThat(typing.requireJid("participant")).isEqualTo(world.adas.device().lid());
    assertThat(typing.child("composing")).isPresent();
  }

  @Test
  void showsAStatusToWhomItIsForAndToThoseWhoChatted() {
    Jid status = Jid.parse("status@broadcast");
    ack(world.adas, message(status, "S1"));
    Node named = message(status, "S2", part("msg", world.bobs.device().jid()));
    ack(world.adas, named);
    Node got = message(world.bobs);
    assertThat(got.require("id")).isEqualTo("S2");
    assertThat(got.requireJid("from")).isEqualTo(status);
    assertThat(got.requireJid("participant")).isEqualTo(world.adas.device().jid());

    world.adas.device().sendText(world.adas.client(), Jid.parse(world.bob.jid()), "hi");
    message(world.bobs);
    ack(world.adas, message(status, "S3"));
    assertThat(message(world.bobs).require("id")).isEqualTo("S3");
  }

  private Predicate<Node> fromBobs(String type) {
    return n ->
        n.tag().equals("receipt")
            && n.has("type", type)
            && n.has("participant", world.bobs.device().lid().toString());
  }

  private static Consumer<Node> refused(String code) {
    return ack -> assertThat(ack.attribute("error")).isEqualTo(Optional.of(code));
  }

  private static Node message(Jid to, String id, Node... parts) {
    Node message =
        Node.of("message", enc("skmsg")).with("id", id).with("to", to).with("type", "text");
    return parts.length == 0 ? message : message.adding(Node.of("participants", parts));
  }

  private static Node part(String type, Jid device) {
    return Node.of("to", enc(type)).with("jid", device);
  }

  private static Node enc(String type) {
    return Node.of("enc", COMMON).with("v", "2").with("type", type);
  }

  private static Node ack(Member member, Node message) {
    member.client().send(message);
    return member.client().await(n -> n.tag().equals("ack") && n.has("id", message.require("id")));
  }

  private static Node message(Member member) {
    return member.client().await("message");
  }

  private static List<Node> untilPing(Member member) {
    member
        .client()
        .send(
            Node.of("iq")
                .with("id", "ping")
                .with("type", "get")
                .with("xmlns", "w:p")
                .with("to", Jid.NETWORK));
    return member.client().awaitAll("iq");
  }
}

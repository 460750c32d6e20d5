package org.ledplatform.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ledplatform.testing.BaileysClient;
import org.ledplatform.testing.BaileysClient.Version;
import org.ledplatform.whatsapp.content.Content;
import org.ledplatform.whatsapp.content.Edit;
import org.ledplatform.whatsapp.content.EphemeralSetting;
import org.ledplatform.whatsapp.content.GroupInvite;
import org.ledplatform.whatsapp.content.MessageName;
import org.ledplatform.whatsapp.content.Pin;
import org.ledplatform.whatsapp.content.Poll;
import org.ledplatform.whatsapp.content.PollVote;
import org.ledplatform.whatsapp.content.Reaction;
import org.ledplatform.whatsapp.content.Revoke;
import org.ledplatform.whatsapp.content.Text;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.ReceivedMessage;

/**
 * What is said about messages that were sent before, between our client and both versions of
 * Baileys, in both directions (protocol §8.8): reactions, edits, deletions, votes, pins.
 */
class ChangesInteropIT extends Correspondents {

  @ParameterizedTest
  @EnumSource
  void aReactionAndItsRemoval(Version version) {
    ReceivedMessage message = receivedText(version, unique("react to me"));
    BaileysClient bob = baileys(version);
    for (String emoji : List.of("🎉", "")) {
      ours.send(bob(version), new Reaction(named(message), emoji));
      // Version 6 tells of removals by the message alone, not by an event of their own.
      JsonNode reaction =
          bob.waitForHeard(
                  "messages.upsert",
                  m ->
                      m.at("/message/reactionMessage/key/id").asText().equals(message.ref().id())
                          && m.at("/message/reactionMessage/text").asText().equals(emoji))
              .at("/message/reactionMessage/key");
      assertThat(reaction.at("/fromMe").asBoolean()).isTrue();
    }
    String id = sentText(version, unique("react to me too"));
    for (String emoji : List.of("👍", "")) {
      bob.sendContent(
          ada.jid(),
          Map.of("react", Map.of("text", emoji, "key", key(Jid.parse(ada.jid()), false, id))));
      Reaction reaction =
          ours.awaitContent(
              Reaction.class, r -> r.target().id().equals(id) && r.emoji().equals(emoji));
      assertThat(reaction.target().fromMe()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEdit(Version version) {
    String id = sentText(version, unique("befor"));
    String mended = unique("before");
    ours.send(bob(version), new Edit(MessageName.inChat(bob(version), true, id), new Text(mended)));
    assertThat(
            baileys(version)
                .waitForHeard(
                    version == Version.V7 ? "messages.update" : "messages.upsert",
                    u -> u.toString().contains(mended))
                .toString())
        .contains(id);

    ReceivedMessage theirsBefore = receivedText(version, unique("aftr"));
    String after = unique("after");
    baileys(version)
        .sendContent(
            ada.jid(),
            Map.of(
                "text", after, "edit", key(Jid.parse(ada.jid()), true, theirsBefore.ref().id())));
    Edit edit = ours.awaitContent(Edit.class, e -> e.content().text().equals(after));
    assertThat(edit.target().id()).isEqualTo(theirsBefore.ref().id());
    assertThat(edit.target().fromMe()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void aMessageTakenBack(Version version) {
    String id = sentText(version, unique("oops"));
    ours.send(bob(version), new Revoke(MessageName.inChat(bob(version), true, id), false));
    assertThat(takenBack(version, id).at("/key/fromMe").asBoolean()).isFalse();

    ReceivedMessage message = receivedText(version, unique("oh no"));
    baileys(version)
        .sendContent(
            ada.jid(), Map.of("delete", key(Jid.parse(ada.jid()), true, message.ref().id())));
    Revoke revoke =
        ours.awaitContent(Revoke.class, r -> r.target().id().equals(message.ref().id()));
    assertThat(revoke.byAdmin()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void aPollAndItsVotes(Version version) {
    BaileysClient bob = baileys(version);
    String name = unique("Tea or coffee?");
    List<String> options = List.of("tea", "coffee");
    ours.send(bob(version), Poll.ask(name, options, 1, new SecureRandom()));
    JsonNode poll = heard(version, "/pollCreationMessageV3/name", name);
    bob.vote(poll, ada.jid(), bob(version).toString(), List.of("coffee"));
    PollVote vote =
        ours.awaitContent(PollVote.class, v -> v.target().id().equals(poll.at("/key/id").asText()));
    assertThat(vote.chosen()).containsExactly("coffee");

    String second = unique("Cake?");
    JsonNode sent =
        bob.sendContent(
            ada.jid(),
            Map.of(
                "poll",
                Map.of(
                    "name", second, "values", List.of("yes", "no", "more"), "selectableCount", 0)));
    ReceivedMessage asked = ours.awaitMessage(m -> m.text().equals(second));
    assertThat(((Poll) asked.body().content()).options()).containsExactly("yes", "no", "more");
    ours.send(bob(version), ours.client().vote(named(asked), List.of("yes", "more")));
    JsonNode counted =
        bob.waitForHeard(
            "messages.upsert",
            m ->
                m.at("/message/pollUpdateMessage/pollCreationMessageKey/id")
                    .asText()
                    .equals(sent.at("/key/id").asText()));
    assertThat(bob.votes(sent, counted, ada.jid())).containsExactlyInAnyOrder("yes", "more");
  }

  @ParameterizedTest
  @EnumSource
  void baileysInvitesUsToAGroup(Version version) {
    BaileysClient bob = baileys(version);
    String group = bob.call("groupCreate", "Another group", List.of()).required("id").asText();
    // Baileys adds the picture of the group and gives up when there is none.
    byte[] picture = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 1, 2, 3};
    bob.call("query", picture(group, picture));
    String code = unique("code");
    bob.sendContent(
        ada.jid(),
        Map.of(
            "groupInvite",
            Map.of(
                "inviteCode",
                code,
                "inviteExpiration",
                Instant.now().plus(Duration.ofDays(3)).getEpochSecond(),
                "text",
                "Come in",
                "jid",
                group,
                "subject",
                "Another group")));
    GroupInvite invited = ours.awaitContent(GroupInvite.class, i -> i.code().equals(code));
    assertThat(invited.group()).isEqualTo(Jid.parse(group));
    assertThat(invited.groupName()).isEqualTo("Another group");
    assertThat(invited.thumbnail().toByteArray()).isEqualTo(picture);
  }

  /** Baileys' own call would look for a program that scales pictures. */
  private static Map<String, Object> picture(String group, byte[] jpeg) {
    return Map.of(
        "tag", "iq",
        "attrs",
            Map.of(
                "to",
                "s.whatsapp.net",
                "target",
                group,
                "type",
                "set",
                "xmlns",
                "w:profile:picture"),
        "content",
            List.of(
                Map.of(
                    "tag", "picture",
                    "attrs", Map.of("type", "image"),
                    "content", BaileysClient.bytes(jpeg))));
  }

  @ParameterizedTest
  @EnumSource
  void pinsInvitationsAndTheTimerOfAChat(Version version) {
    BaileysClient bob = baileys(version);
    ReceivedMessage message = receivedText(version, unique("pin me"));
    ours.send(bob(version), new Pin(named(message), true, Duration.ofDays(1)));
    heard(version, "/pinInChatMessage/key/id", message.ref().id());
    String id = sentText(version, unique("pin me too"));
    for (boolean pinned : List.of(true, false)) {
      bob.sendContent(
          ada.jid(), Map.of("pin", key(Jid.parse(ada.jid()), false, id), "type", pinned ? 1 : 2));
      Pin pin =
          ours.awaitContent(Pin.class, p -> p.target().id().equals(id) && p.pinned() == pinned);
      assertThat(pin.target().fromMe()).isTrue();
    }

    String code = unique("code");
    Content invite =
        new GroupInvite(
            Jid.parse("120363000000000001@g.us"),
            code,
            Instant.now().plus(Duration.ofDays(3)),
            "A group",
            "Come in",
            ByteString.EMPTY);
    ours.send(bob(version), invite);
    heard(version, "/groupInviteMessage/inviteCode", code);

    bob.sendContent(ada.jid(), Map.of("disappearingMessagesInChat", 86_400));
    ours.awaitContent(EphemeralSetting.class, s -> s.expiration().equals(Duration.ofDays(1)));
    ours.send(bob(version), new EphemeralSetting(Duration.ofDays(7)));
    bob.waitForWhole(
        m -> m.at("/message/protocolMessage/ephemeralExpiration").asInt() == 7 * 86_400);
  }
}

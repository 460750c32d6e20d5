package org.ledplatform.interop;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.testing.BaileysClient;
import org.ledplatform.testing.BaileysClient.Version;
import org.ledplatform.testing.OpenSandbox;
import org.ledplatform.testing.OurClient;
import org.ledplatform.testing.Requirements;
import org.ledplatform.whatsapp.content.Choice;
import org.ledplatform.whatsapp.content.ContactCards;
import org.ledplatform.whatsapp.content.Content;
import org.ledplatform.whatsapp.content.Context;
import org.ledplatform.whatsapp.content.Edit;
import org.ledplatform.whatsapp.content.EphemeralSetting;
import org.ledplatform.whatsapp.content.GroupInvite;
import org.ledplatform.whatsapp.content.LiveLocation;
import org.ledplatform.whatsapp.content.Location;
import org.ledplatform.whatsapp.content.MessageName;
import org.ledplatform.whatsapp.content.Pin;
import org.ledplatform.whatsapp.content.Poll;
import org.ledplatform.whatsapp.content.PollVote;
import org.ledplatform.whatsapp.content.Quote;
import org.ledplatform.whatsapp.content.Reaction;
import org.ledplatform.whatsapp.content.Revoke;
import org.ledplatform.whatsapp.content.Text;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.message.ReceivedMessage;

/**
 * Every kind of message without a file, between our client and both versions of Baileys, in both
 * directions (protocol §8.8, §13.5).
 */
class KindsInteropIT {

  @TempDir static Path folder;
  private static OpenSandbox sandbox;
  private static Phone ada;
  private static OurClient ours;
  private static final Map<Version, Phone> phones = new EnumMap<>(Version.class);
  private static final Map<Version, BaileysClient> theirs = new EnumMap<>(Version.class);

  @BeforeAll
  static void open() {
    Requirements.needNode();
    sandbox = OpenSandbox.in(folder);
    ada = sandbox.person("Ada");
    ours = sandbox.ourCompanion(ada);
    for (Version version : Version.values()) {
      phones.put(version, sandbox.person("Bob " + version));
      theirs.put(version, sandbox.companion(version, phones.get(version)));
    }
  }

  @AfterAll
  static void close() {
    if (sandbox != null) {
      sandbox.close();
    }
  }

  private static Jid bob(Version version) {
    return Jid.parse(requireNonNull(phones.get(version)).jid());
  }

  private static BaileysClient baileys(Version version) {
    return requireNonNull(theirs.get(version));
  }

  private static String unique(String words) {
    return words + " " + UUID.randomUUID();
  }

  private static JsonNode heard(Version version, String pointer, String value) {
    return baileys(version)
        .waitForWhole(m -> m.required("message").at(pointer).asText().equals(value));
  }

  private static JsonNode takenBack(Version version, String messageId) {
    return baileys(version)
        .waitForHeard(
            "messages.update",
            u ->
                u.at("/key/id").asText().equals(messageId)
                    && u.at("/update").has("messageStubType"));
  }

  /** A text of ours that Baileys has. */
  private static String sentText(Version version, String text) {
    String id = ours.send(bob(version), new Text(text));
    heard(version, "/extendedTextMessage/text", text);
    return id;
  }

  /** A text of Baileys that we have. */
  private static ReceivedMessage receivedText(Version version, String text) {
    baileys(version).sendContent(ada.jid(), Map.of("text", text));
    return ours.awaitMessage(m -> m.text().equals(text));
  }

  private static Map<String, Object> key(Jid chat, boolean fromMe, String id) {
    return Map.of("remoteJid", chat.toString(), "fromMe", fromMe, "id", id);
  }

  private static MessageName named(ReceivedMessage message) {
    return MessageName.inChat(message.chat(), false, message.ref().id());
  }

  @ParameterizedTest
  @EnumSource
  void textWithMarksAndMentions(Version version) {
    String text = unique("*bold* _italic_ ~gone~ `code` @" + bob(version).user());
    ours.send(bob(version), new Text(text), Context.NONE.mentioning(List.of(bob(version))));
    JsonNode read = heard(version, "/extendedTextMessage/text", text);
    assertThat(read.at("/message/extendedTextMessage/contextInfo/mentionedJid/0").asText())
        .isEqualTo(bob(version).toString());

    String back = unique("hey @" + Jid.parse(ada.jid()).user());
    baileys(version).sendContent(ada.jid(), Map.of("text", back, "mentions", List.of(ada.jid())));
    ReceivedMessage message = ours.awaitMessage(m -> m.text().equals(back));
    assertThat(message.body().context().mentions()).containsExactly(Jid.parse(ada.jid()));
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerQuotesWhatItAnswers(Version version) {
    String question = unique("a question");
    ReceivedMessage asked = receivedText(version, question);
    String answer = unique("an answer");
    ours.send(
        bob(version),
        new Text(answer),
        Context.quoting(
            Quote.of(asked.ref().id(), asked.sender().withoutDevice(), asked.content())));
    JsonNode read = heard(version, "/extendedTextMessage/text", answer);
    JsonNode context = read.at("/message/extendedTextMessage/contextInfo");
    assertThat(context.at("/stanzaId").asText()).isEqualTo(asked.ref().id());
    assertThat(context.at("/quotedMessage").toString()).contains(question);

    String further = unique("a further one");
    baileys(version)
        .call("sendMessage", ada.jid(), Map.of("text", further), Map.of("quoted", read));
    ReceivedMessage quoting = ours.awaitMessage(m -> m.text().equals(further));
    Quote quote = quoting.body().context().quote().orElseThrow();
    assertThat(quote.id()).isEqualTo(read.at("/key/id").asText());
    assertThat(quote.author()).isIn(Jid.parse(ada.jid()), Jid.parse(ada.lid()));
  }

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
  void contactsAndPlaces(Version version) {
    BaileysClient bob = baileys(version);
    String name = unique("Grace");
    ours.send(
        bob(version), new ContactCards(name, List.of(ContactCards.Card.of(name, "4915112345678"))));
    assertThat(heard(version, "/contactMessage/displayName", name).toString())
        .contains("waid=4915112345678");
    ours.send(bob(version), new Location(52.5, 13.4, name, "A street", ""));
    assertThat(heard(version, "/locationMessage/name", name).toString()).contains("52.5");
    ours.send(bob(version), new LiveLocation(52.5, 13.4, 10, name, 1, Duration.ofSeconds(3)));
    heard(version, "/liveLocationMessage/caption", name);

    Map<String, Object> card =
        Map.of("displayName", name, "vcard", "BEGIN:VCARD\nVERSION:3.0\nFN:x\nEND:VCARD");
    bob.sendContent(
        ada.jid(), Map.of("contacts", Map.of("displayName", name, "contacts", List.of(card))));
    ours.awaitContent(ContactCards.class, c -> c.cards().getFirst().name().equals(name));
    bob.sendContent(
        ada.jid(),
        Map.of("contacts", Map.of("displayName", name, "contacts", List.of(card, card))));
    ours.awaitContent(ContactCards.class, c -> c.cards().size() == 2 && c.name().equals(name));
    bob.sendContent(
        ada.jid(),
        Map.of(
            "location", Map.of("degreesLatitude", 48.1, "degreesLongitude", 11.5, "name", name)));
    Location place = ours.awaitContent(Location.class, l -> l.name().equals(name));
    assertThat(place.latitude()).isEqualTo(48.1);
  }

  @ParameterizedTest
  @EnumSource
  void choicesOfButtonsAndLists(Version version) {
    BaileysClient bob = baileys(version);
    String id = unique("row");
    bob.sendContent(
        ada.jid(), Map.of("buttonReply", Map.of("id", id, "displayText", "Yes"), "type", "plain"));
    ours.awaitContent(Choice.class, c -> c.id().equals(id) && c.kind() == Choice.Kind.BUTTONS);
    bob.sendContent(
        ada.jid(),
        Map.of(
            "listReply",
            Map.of(
                "title", "Yes", "listType", 1, "singleSelectReply", Map.of("selectedRowId", id))));
    ours.awaitContent(Choice.class, c -> c.id().equals(id) && c.kind() == Choice.Kind.LIST);
  }

  @ParameterizedTest
  @EnumSource
  void pinsInvitationsAndTheTimerOfAChat(Version version) {
    BaileysClient bob = baileys(version);
    ReceivedMessage message = receivedText(version, unique("pin me"));
    ours.send(bob(version), new Pin(named(message), true, Duration.ofDays(1)));
    heard(version, "/pinInChatMessage/key/id", message.ref().id());

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

  @ParameterizedTest
  @EnumSource
  void somethingForwardedAndSomethingThatDisappears(Version version) {
    BaileysClient bob = baileys(version);
    ReceivedMessage message = receivedText(version, unique("pass it on"));
    String id = ours.client().newMessageId();
    ours.client().send(OutgoingMessage.forwarding(id, bob(version), message));
    JsonNode forwarded = bob.waitForWhole(m -> m.at("/key/id").asText().equals(id));
    assertThat(forwarded.at("/message/extendedTextMessage/contextInfo/isForwarded").asBoolean())
        .isTrue();

    String text = unique("gone tomorrow");
    ours.send(bob(version), new Text(text), Context.NONE.expiring(Duration.ofDays(1)));
    JsonNode shown = bob.waitForWhole(m -> m.toString().contains(text));
    assertThat(shown.findValue("expiration").asInt()).isEqualTo(86_400);

    String theirsGone = unique("gone too");
    bob.call(
        "sendMessage",
        ada.jid(),
        Map.of("text", theirsGone),
        Map.of("ephemeralExpiration", 86_400));
    ReceivedMessage gone = ours.awaitMessage(m -> m.text().equals(theirsGone));
    assertThat(gone.body().context().expiration()).isEqualTo(Optional.of(Duration.ofDays(1)));
  }
}

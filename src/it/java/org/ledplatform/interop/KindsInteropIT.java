package org.ledplatform.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ledplatform.testing.BaileysClient;
import org.ledplatform.testing.BaileysClient.Version;
import org.ledplatform.whatsapp.content.Choice;
import org.ledplatform.whatsapp.content.ContactCards;
import org.ledplatform.whatsapp.content.Context;
import org.ledplatform.whatsapp.content.LiveLocation;
import org.ledplatform.whatsapp.content.Location;
import org.ledplatform.whatsapp.content.Quote;
import org.ledplatform.whatsapp.content.Text;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.message.ReceivedMessage;

/**
 * What can be said without a file, between our client and both versions of Baileys, in both
 * directions (protocol §8.8, §13.5). Files are in {@link MediaInteropIT}.
 */
class KindsInteropIT extends Correspondents {

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
    // Baileys has no call of its own for a live location.
    bob.call(
        "relayMessage",
        ada.jid(),
        Map.of(
            "liveLocationMessage",
            Map.of(
                "degreesLatitude",
                48.1,
                "degreesLongitude",
                11.5,
                "accuracyInMeters",
                7,
                "sequenceNumber",
                1,
                "caption",
                name)),
        Map.of());
    LiveLocation moving = ours.awaitContent(LiveLocation.class, l -> l.caption().equals(name));
    assertThat(moving.longitude()).isEqualTo(11.5);
    assertThat(moving.accuracyMeters()).isEqualTo(7);

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
    bob.sendContent(
        ada.jid(),
        Map.of(
            "buttonReply", Map.of("id", id, "displayText", "Yes", "index", 1), "type", "template"));
    ours.awaitContent(Choice.class, c -> c.id().equals(id) && c.kind() == Choice.Kind.TEMPLATE);
    // Baileys has no call of its own for the newest kind.
    bob.call(
        "relayMessage",
        ada.jid(),
        Map.of(
            "interactiveResponseMessage",
            Map.of(
                "body",
                Map.of("text", "Yes"),
                "nativeFlowResponseMessage",
                Map.of("name", "menu", "paramsJson", "{\"id\":\"" + id + "\"}", "version", 3))),
        Map.of());
    ours.awaitContent(Choice.class, c -> c.id().equals(id) && c.kind() == Choice.Kind.NATIVE_FLOW);

    for (Choice.Kind kind : Choice.Kind.values()) {
      String mine = unique("choice");
      String sent = ours.send(bob(version), new Choice(kind, mine, "Yes"));
      JsonNode read = bob.waitForWhole(m -> m.at("/key/id").asText().equals(sent));
      assertThat(read.required("message").toString()).contains(mine, "Yes");
    }
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
    String theirs = bob.sendContent(ada.jid(), Map.of("forward", forwarded)).at("/key/id").asText();
    ReceivedMessage back = ours.awaitMessage(m -> m.ref().id().equals(theirs));
    assertThat(back.text()).isEqualTo(message.text());
    assertThat(back.body().context().forwardingScore()).isPositive();

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

package org.ledplatform.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.sandbox.control.ShownMessage;
import org.ledplatform.testing.BaileysClient;
import org.ledplatform.testing.BaileysClient.Version;
import org.ledplatform.testing.OpenSandbox;
import org.ledplatform.whatsapp.content.Context;
import org.ledplatform.whatsapp.content.Poll;
import org.ledplatform.whatsapp.jid.Jid;

/**
 * What people of the sandbox do on their phones, as both versions of Baileys read it, and what
 * Baileys does, as the phones show it (protocol §13.5, item 9).
 */
class VirtualPersonInteropIT extends Correspondents {

  @ParameterizedTest
  @EnumSource
  void aTextAnAnswerAndAMention(Version version) {
    Phone eve = sandbox.person("Eve");
    String text = unique("hello");
    String id = sandbox.write(eve, SendRequest.text(bob(version).toString(), text));
    JsonNode read = heard(version, "/conversation", text);
    assertThat(read.at("/key/id").asText()).isEqualTo(id);

    String question = unique("a question");
    String asked = baileys(version).send(eve.jid(), question);
    assertThat(shown(eve, asked).text()).isEqualTo(question);
    String answer = unique("an answer @" + bob(version).user());
    sandbox.write(
        eve,
        SendRequest.text(bob(version).toString(), answer)
            .quoting(asked)
            .mentioning(bob(version).toString()));
    JsonNode context =
        heard(version, "/extendedTextMessage/text", answer)
            .at("/message/extendedTextMessage/contextInfo");
    assertThat(context.at("/stanzaId").asText()).isEqualTo(asked);
    assertThat(context.at("/quotedMessage").toString()).contains(question);
    assertThat(context.at("/mentionedJid/0").asText()).isEqualTo(bob(version).toString());

    String further = unique("a further one");
    baileys(version)
        .call("sendMessage", eve.jid(), Map.of("text", further), Map.of("quoted", read));
    ShownMessage quoting = sandbox.awaitShown(eve, m -> m.text().equals(further));
    assertThat(quoting.quoted().orElseThrow().messageId()).isEqualTo(id);
  }

  @ParameterizedTest
  @EnumSource
  void aReactionAndItsRemoval(Version version) {
    Phone eve = sandbox.person("Eve");
    BaileysClient bob = baileys(version);
    String theirs = bob.send(eve.jid(), unique("react to me"));
    shown(eve, theirs);
    for (String emoji : List.of("🎉", "")) {
      sandbox.write(eve, SendRequest.reacting(bob(version).toString(), theirs, emoji));
      JsonNode reaction =
          bob.waitForHeard(
              "messages.upsert",
              m ->
                  m.at("/message/reactionMessage/key/id").asText().equals(theirs)
                      && m.at("/message/reactionMessage/text").asText().equals(emoji));
      assertThat(reaction.at("/message/reactionMessage/key/fromMe").asBoolean()).isTrue();
    }

    String mine = sandbox.write(eve, SendRequest.text(bob(version).toString(), "and to me"));
    bob.waitForWhole(m -> m.at("/key/id").asText().equals(mine));
    for (String emoji : List.of("👍", "")) {
      bob.sendContent(
          eve.jid(),
          Map.of("react", Map.of("text", emoji, "key", key(Jid.parse(eve.jid()), false, mine))));
      sandbox.awaitShown(
          eve,
          m ->
              m.id().equals(mine)
                  && m.reactions().stream().allMatch(r -> r.emoji().equals(emoji))
                  && m.reactions().isEmpty() == emoji.isEmpty());
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEditAndADeletion(Version version) {
    Phone eve = sandbox.person("Eve");
    BaileysClient bob = baileys(version);
    String to = bob(version).toString();
    String id = sandbox.write(eve, SendRequest.text(to, unique("befor")));
    bob.waitForWhole(m -> m.at("/key/id").asText().equals(id));
    String mended = unique("before");
    sandbox.write(eve, SendRequest.to(to).edit(mended, id));
    assertThat(
            bob.waitForHeard(
                    version == Version.V7 ? "messages.update" : "messages.upsert",
                    u -> u.toString().contains(mended))
                .toString())
        .contains(id);
    sandbox.write(eve, SendRequest.deleting(to, id));
    assertThat(takenBack(version, id).at("/key/fromMe").asBoolean()).isFalse();

    JsonNode sent = bob.sendContent(eve.jid(), Map.of("text", unique("aftr")));
    String theirs = sent.at("/key/id").asText();
    shown(eve, theirs);
    bob.sendContent(eve.jid(), Map.of("text", "after", "edit", sent.required("key")));
    sandbox.awaitShown(eve, m -> m.id().equals(theirs) && m.edited() && m.text().equals("after"));
    bob.sendContent(eve.jid(), Map.of("delete", sent.required("key")));
    sandbox.awaitShown(eve, m -> m.id().equals(theirs) && m.deleted());
  }

  @ParameterizedTest
  @EnumSource
  void aFile(Version version) {
    Phone eve = sandbox.person("Eve");
    byte[] bytes = new byte[70_001];
    new Random(version.ordinal()).nextBytes(bytes);
    String id =
        sandbox.write(
            eve,
            SendRequest.to(bob(version).toString())
                .media(SendRequest.Media.of(bytes, "image/jpeg").captioned("a picture")));
    JsonNode message = baileys(version).waitForWhole(m -> m.at("/key/id").asText().equals(id));
    assertThat(message.at("/message/imageMessage/caption").asText()).isEqualTo("a picture");
    assertThat(baileys(version).download(message)).isEqualTo(bytes);

    String theirs =
        baileys(version)
            .sendContent(
                eve.jid(),
                Map.of(
                    "document", BaileysClient.bytes(bytes),
                    "mimetype", "application/pdf",
                    "fileName", "paper.pdf"))
            .at("/key/id")
            .asText();
    assertThat(shown(eve, theirs).media().orElseThrow().fileName()).contains("paper.pdf");
    assertThat(sandbox.control().file(OpenSandbox.TENANT, eve.id(), theirs).bytes())
        .isEqualTo(bytes);
  }

  @ParameterizedTest
  @EnumSource
  void aPollAndItsVotes(Version version) {
    Phone eve = sandbox.person("Eve");
    BaileysClient bob = baileys(version);
    String name = unique("Tea or coffee?");
    String id =
        sandbox
            .control()
            .send(
                OpenSandbox.TENANT,
                eve.id(),
                bob(version).toString(),
                Poll.ask(name, List.of("tea", "coffee"), 1, new SecureRandom()),
                Context.NONE)
            .messageId();
    JsonNode poll = heard(version, "/pollCreationMessageV3/name", name);
    bob.vote(poll, eve.jid(), bob(version).toString(), List.of("coffee"));
    sandbox.awaitShown(
        eve, m -> m.id().equals(id) && voters(m, "coffee").contains(bob(version).toString()));

    JsonNode sent =
        bob.sendContent(
            eve.jid(),
            Map.of(
                "poll",
                Map.of(
                    "name",
                    unique("Cake?"),
                    "values",
                    List.of("yes", "no", "more"),
                    "selectableCount",
                    0)));
    String asked = sent.at("/key/id").asText();
    shown(eve, asked);
    sandbox
        .control()
        .vote(OpenSandbox.TENANT, eve.id(), bob(version).toString(), asked, List.of("yes", "more"));
    JsonNode vote =
        bob.waitForHeard(
            "messages.upsert",
            m ->
                m.at("/message/pollUpdateMessage/pollCreationMessageKey/id")
                    .asText()
                    .equals(asked));
    assertThat(bob.votes(sent, vote, eve.jid())).containsExactlyInAnyOrder("yes", "more");
  }

  private static List<String> voters(ShownMessage poll, String option) {
    return poll.poll().stream()
        .filter(each -> each.text().equals(option))
        .flatMap(each -> each.voters().stream())
        .toList();
  }

  private static ShownMessage shown(Phone phone, String id) {
    return sandbox.awaitShown(phone, m -> m.id().equals(id));
  }
}

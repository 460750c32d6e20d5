package org.ledplatform.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.testing.OurClient.done;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ledplatform.testing.BaileysClient;
import org.ledplatform.testing.BaileysClient.Version;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.content.Text;
import org.ledplatform.whatsapp.group.GroupMetadata;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.ReceivedMessage;
import org.ledplatform.whatsapp.stanza.ReceiptKind;

/**
 * What becomes of messages, between our client and both versions of Baileys (protocol §8.6). The
 * phones of both sides read at once and say so; what counts here is what the linked devices say.
 */
class ReceiptsInteropIT extends Correspondents {

  /** How Baileys counts what became of a message. */
  private static final int DELIVERED = 3;

  private static final int READ = 4;
  private static final int PLAYED = 5;

  @ParameterizedTest
  @EnumSource
  void baileysTellsUsThatItHasAMessageReadItAndListenedToIt(Version version) {
    String id = sentText(version, unique("read me"));
    weHear(version, bob(version), id, ReceiptKind.DELIVERED);
    List<Object> keys = List.of(key(Jid.parse(ada.jid()), false, id));
    baileys(version).call("readMessages", keys);
    weHear(version, bob(version), id, ReceiptKind.READ);
    baileys(version).call("sendReceipts", keys, "played");
    weHear(version, bob(version), id, ReceiptKind.PLAYED);
  }

  @ParameterizedTest
  @EnumSource
  void weTellBaileysThatWeHaveAMessageReadItAndListenedToIt(Version version) {
    ours.client().manners().appear(true);
    ReceivedMessage message = receivedText(version, unique("read me"));
    assertThat(theyHear(version, message, DELIVERED)).isNotNull();
    ours.client().manners().markRead(List.of(message.name()));
    assertThat(theyHear(version, message, READ)).isNotNull();
    ours.client().manners().markPlayed(List.of(message.name()));
    assertThat(theyHear(version, message, PLAYED)).isNotNull();
  }

  @ParameterizedTest
  @EnumSource
  void inAGroupReadersAreNamed(Version version) {
    ours.client().manners().appear(true);
    BaileysClient bob = baileys(version);
    GroupMetadata made =
        done(ours.client().groups().create(unique("Readers"), List.of(bob(version))));
    String group = made.id().toString();
    bob.waitForHeard("groups.upsert", g -> g.required("id").asText().equals(group));

    String id = ours.send(made.id(), new Text(unique("to the group")));
    bob.waitForWhole(m -> m.at("/key/id").asText().equals(id));
    weHear(version, made.id(), id, ReceiptKind.DELIVERED);
    bob.call(
        "readMessages",
        List.of(Map.of("remoteJid", group, "id", id, "fromMe", false, "participant", ada.jid())));
    weHear(version, made.id(), id, ReceiptKind.READ);

    String text = unique("from the group");
    String theirs = bob.send(group, text);
    ReceivedMessage message = ours.awaitMessage(m -> m.text().equals(text));
    ours.client().manners().markRead(List.of(message.name()));
    JsonNode receipt =
        bob.waitForHeard(
            "message-receipt.update",
            r ->
                r.at("/key/id").asText().equals(theirs)
                    && isOurDevice(r.at("/key/participant").asText())
                    && r.at("/receipt").has("readTimestamp"));
    assertThat(receipt.at("/key/remoteJid").asText()).isEqualTo(group);
    assertThat(receipt.at("/receipt/userJid").asText()).isEqualTo(ada.jid());
  }

  private static void weHear(Version version, Jid chat, String id, ReceiptKind kind) {
    ours.await(
        ClientEvent.ReceiptReceived.class,
        r ->
            r.ids().contains(id)
                && r.kind() == kind
                && r.chat().equals(chat)
                && r.by().sameUser(bob(version))
                && r.by().device() != 0);
  }

  private static JsonNode theyHear(Version version, ReceivedMessage message, int status) {
    return baileys(version)
        .waitForHeard(
            "messages.update",
            u ->
                u.at("/key/id").asText().equals(message.ref().id())
                    && isOurDevice(u.at("/key/remoteJid").asText())
                    && u.at("/update/status").asInt() == status);
  }

  private static boolean isOurDevice(String jid) {
    Jid by = Jid.parse(jid);
    return by.sameUser(Jid.parse(ada.jid())) && by.device() != 0;
  }
}

package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.content.MessageName;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.stanza.PresenceReport.PresenceTold;
import org.ledplatform.whatsapp.stanza.PresenceReport.TypingTold;
import org.ledplatform.whatsapp.stanza.ReceiptKind;
import org.ledplatform.whatsapp.stanza.Typing;

/** What a client shows of itself besides messages, and what it hears of others. */
class MannersTest {

  private static final Jid ANNA = Jid.parse("100@lid");
  private static final Jid GROUP = Jid.parse("120363@g.us");

  private final ClientFixture fixture = new ClientFixture();
  private final TestNetwork network = fixture.network;

  @BeforeEach
  void online() {
    fixture.pairAndLogIn();
    network.last().received.clear();
  }

  private List<Node> sent(String tag) {
    network.run();
    return network.last().received(tag);
  }

  @Test
  void saysWhatWasReadInOneReceiptForEachAuthor() {
    fixture
        .client
        .manners()
        .markRead(
            List.of(
                MessageName.inChat(ANNA, false, "A1"),
                MessageName.inChat(ANNA, false, "A2"),
                MessageName.inChat(ANNA, true, "MINE"),
                new MessageName(GROUP, false, "G1", Optional.of(ANNA))));
    List<Node> receipts = sent("receipt");
    assertThat(receipts).hasSize(2);
    Node direct = receipts.getFirst();
    assertThat(direct.require("id")).isEqualTo("A1");
    assertThat(direct.require("type")).isEqualTo("read");
    assertThat(direct.attribute("participant")).isEmpty();
    assertThat(direct.requireChild("list").children("item"))
        .extracting(item -> item.require("id"))
        .containsExactly("A2");
    Node inGroup = receipts.getLast();
    assertThat(inGroup.require("to")).isEqualTo("120363@g.us");
    assertThat(inGroup.require("participant")).isEqualTo("100@lid");
  }

  @Test
  void splitsWhatIsTooMuchForOneReceipt() {
    List<MessageName> many = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      many.add(MessageName.inChat(ANNA, false, "A" + i));
    }
    fixture.client.manners().markPlayed(many);
    assertThat(sent("receipt")).hasSize(3).allMatch(node -> node.has("type", "played"));
  }

  @Test
  void saysThatItTypesAndWhetherItIsThere() {
    Manners manners = fixture.client.manners();
    manners.typing(ANNA, Typing.VOICE);
    manners.typing(ANNA, Typing.PAUSED);
    manners.watch(ANNA);
    manners.appear(false);
    List<Node> states = sent("chatstate");
    assertThat(states.getFirst().requireChild("composing").has("media", "audio")).isTrue();
    assertThat(states.getFirst().require("from"))
        .isEqualTo(TestNetwork.OWN_LID.withoutDevice() + "");
    assertThat(states.getLast().child("paused")).isPresent();
    List<Node> presences = sent("presence");
    assertThat(presences.getFirst().has("type", "subscribe")).isTrue();
    assertThat(presences.getLast().has("type", "unavailable")).isTrue();
    fixture.deliver(fixture.text(fixture.anna, "A1", "hello"));
    assertThat(sent("receipt").getLast().has("type", "inactive")).isTrue();
  }

  @Test
  void saysNothingWhileItIsNotOnline() {
    fixture.client.disconnect();
    network.run();
    fixture.client.manners().markRead(List.of(MessageName.inChat(ANNA, false, "A1")));
    assertThat(sent("receipt")).isEmpty();
  }

  @Test
  void hearsWhoIsThereAndWhoTypes() {
    fixture.deliver(Node.of("presence").with("from", ANNA));
    assertThat(told()).isEqualTo(new PresenceTold(ANNA, true, Optional.empty()));
    fixture.deliver(
        Node.of("presence").with("from", ANNA).with("type", "unavailable").with("last", 1000));
    assertThat(told())
        .isEqualTo(new PresenceTold(ANNA, false, Optional.of(Instant.ofEpochSecond(1000))));
    fixture.deliver(
        Node.of("presence").with("from", ANNA).with("type", "unavailable").with("last", "deny"));
    assertThat(told()).isEqualTo(new PresenceTold(ANNA, false, Optional.empty()));
    fixture.deliver(
        Node.of("chatstate", Node.of("composing"))
            .with("from", GROUP)
            .with("participant", "100:7@lid"));
    assertThat(told()).isEqualTo(new TypingTold(GROUP, ANNA, Typing.TEXT));
  }

  @Test
  void whatIsMalformedHarmsNothing() {
    fixture.deliver(Node.of("presence"));
    fixture.deliver(Node.of("chatstate", Node.of("composing")).with("from", "nobody"));
    fixture.deliver(Node.of("chatstate").with("from", ANNA));
    assertThat(fixture.all(ClientEvent.PresenceChanged.class)).isEmpty();
    fixture.deliver(Node.of("presence").with("from", ANNA));
    assertThat(fixture.all(ClientEvent.PresenceChanged.class)).hasSize(1);
  }

  @Test
  void receiptsBetweenDevicesAndTheNetworkAreNoNews() {
    fixture.deliver(
        Node.of("receipt").with("id", "A1").with("from", ANNA).with("type", "peer_msg"));
    assertThat(fixture.all(ClientEvent.ReceiptReceived.class)).isEmpty();
    fixture.deliver(
        Node.of("receipt")
            .with("id", "A1")
            .with("from", TestNetwork.OWN_LID.withoutDevice())
            .with("recipient", ANNA)
            .with("type", "read-self"));
    var receipt = fixture.last(ClientEvent.ReceiptReceived.class);
    assertThat(receipt.kind()).isEqualTo(ReceiptKind.READ_SELF);
    assertThat(receipt.chat()).isEqualTo(ANNA);
  }

  private Object told() {
    return fixture.last(ClientEvent.PresenceChanged.class).report();
  }
}

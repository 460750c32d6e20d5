package org.ledplatform.whatsapp.stanza;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.MutableClock;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.UnexpectedNodeException;

class SmallStanzasTest {

  private final List<Node> sent = new ArrayList<>();
  private final List<DeviceEvent> told = new ArrayList<>();
  private final List<StreamEvent> ends = new ArrayList<>();
  private final List<PairingEvent> pairing = new ArrayList<>();
  private final FakeQueries queries = new FakeQueries();
  private final MutableClock clock = new MutableClock();

  @Test
  void aTableFindsTheHandlerByTheTag() {
    List<String> seen = new ArrayList<>();
    StanzaTable table =
        new StanzaTable(
            Map.of("known", _ -> seen.add("handler")), n -> seen.add("fallback " + n.tag()));
    table.handle(Node.of("known"));
    table.handle(Node.of("other"));
    assertThat(seen).containsExactly("handler", "fallback other");
  }

  private IqStanza iq(NodeSender out) {
    return new IqStanza(
        new PendingQueries(out, clock, Duration.ofSeconds(1), "x"), out, pairing::add);
  }

  private static Node pairing(Node child) {
    return Node.of("iq", child).with("type", "set").with("xmlns", "md").with("id", "1");
  }

  @Test
  void anOfferToPairIsAnsweredBeforeItIsShown() {
    List<Integer> shownWhenAnswered = new ArrayList<>();
    iq(_ -> shownWhenAnswered.add(pairing.size()))
        .handle(pairing(Node.of("pair-device", Node.of("ref", new byte[] {'a'}))));
    assertThat(shownWhenAnswered).containsExactly(0);
    assertThat(pairing).containsExactly(new PairingEvent.Offered(List.of("a")));
  }

  @Test
  void aPairingWithoutALidIsRefusedByName() {
    Node success =
        pairing(
            Node.of(
                "pair-success",
                Node.of("device-identity", new byte[] {1}),
                Node.of("device").with("jid", "49170:5@s.whatsapp.net")));
    assertThatThrownBy(() -> iq(sent::add).handle(success))
        .isInstanceOf(UnexpectedNodeException.class);
    assertThat(pairing).isEmpty();
  }

  @Test
  void aPingOfTheServerIsAnsweredAndOtherQuestionsAreNot() {
    Node ping =
        Node.of("iq")
            .with("type", "get")
            .with("xmlns", "urn:xmpp:ping")
            .with("from", Jid.NETWORK)
            .with("id", "9");
    iq(sent::add).handle(ping);
    iq(sent::add).handle(ping.with("xmlns", "unknown").with("id", "10"));
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst().has("id", "9")).isTrue();
    assertThat(sent.getFirst().has("type", "result")).isTrue();
  }

  @Test
  void aFailureKeepsItsCodes() {
    FailureStanza handler = new FailureStanza(ends::add);
    handler.handle(Node.of("failure").with("reason", 402).with("code", 101).with("expire", 60));
    handler.handle(Node.of("failure"));
    assertThat(ends)
        .containsExactly(
            new StreamEvent.LoginRefused(
                402, OptionalInt.of(101), Optional.of(Duration.ofSeconds(60))),
            new StreamEvent.LoginRefused(500, OptionalInt.empty(), Optional.empty()));
  }

  @Test
  void aStreamErrorKeepsCodeAndConflict() {
    StreamErrorStanza handler = new StreamErrorStanza(ends::add);
    handler.handle(Node.of("stream:error").with("code", "515"));
    handler.handle(Node.of("stream:error", Node.of("conflict").with("type", "replaced")));
    handler.handle(Node.of("xmlstreamend"));
    assertThat(ends)
        .containsExactly(
            new StreamEvent.StreamEnded(OptionalInt.of(515), Optional.empty()),
            new StreamEvent.StreamEnded(OptionalInt.empty(), Optional.of("replaced")),
            new StreamEvent.StreamEnded(OptionalInt.empty(), Optional.empty()));
  }

  @Test
  void whatIsToldInPassingIsHeard() {
    IbStanza handler =
        new IbStanza(
            new OfflineQueue(sent::add, Runnable::run, told::add), queries, told::add, ends::add);
    handler.handle(Node.of("ib", Node.of("offline_preview").with("count", 3)));
    assertThat(sent.getFirst().requireChild("offline_batch").has("count", "100")).isTrue();
    handler.handle(Node.of("ib", Node.of("offline").with("count", 3)));
    handler.handle(Node.of("ib", Node.of("dirty").with("type", "account_sync")));
    assertThat(queries.last().iq().requireChild("clean").has("type", "account_sync")).isTrue();
    handler.handle(Node.of("ib", Node.of("downgrade_webclient")));
    handler.handle(Node.of("ib", Node.of("thread_metadata")));
    assertThat(told).containsExactly(new DeviceEvent.OfflineDone(3));
    assertThat(ends).containsExactly(new StreamEvent.DevicesNotAllowed());
  }

  @Test
  void onlyAcknowledgementsOfMessagesMatter() {
    AckStanza handler = new AckStanza(told::add);
    handler.handle(Node.of("ack").with("class", "receipt").with("id", "1"));
    handler.handle(Node.of("ack").with("class", "message").with("id", "2"));
    handler.handle(Node.of("ack").with("class", "message").with("id", "3").with("error", 479));
    assertThat(told)
        .containsExactly(
            new DeviceEvent.ServerAcked("2", OptionalInt.empty()),
            new DeviceEvent.ServerAcked("3", OptionalInt.of(479)));
  }

  @Test
  void receiptsInGroupsAreByTheParticipant() {
    new ReceiptStanza(sent::add, clock, told::add)
        .handle(
            Node.of("receipt")
                .with("id", "1")
                .with("from", "120363@g.us")
                .with("participant", "100:2@lid")
                .with("t", 5));
    assertThat(told)
        .containsExactly(
            new DeviceEvent.ReceiptArrived(
                List.of("1"),
                Jid.parse("120363@g.us"),
                Jid.parse("100:2@lid"),
                ReceiptKind.DELIVERED,
                Instant.ofEpochSecond(5)));
    assertThat(sent.getFirst().has("participant", "100:2@lid")).isTrue();
  }

  @Test
  void aRetryReceiptWithBrokenKeysIsRefusedByName() {
    Node receipt =
        Node.of(
                "receipt",
                Node.of("retry").with("count", 2),
                Node.of("registration", new byte[4]),
                Node.of("keys", Node.of("identity", new byte[3])))
            .with("id", "1")
            .with("type", "retry")
            .with("from", "100@lid");
    ReceiptStanza handler = new ReceiptStanza(sent::add, clock, told::add);
    assertThatThrownBy(() -> handler.handle(receipt)).isInstanceOf(UnexpectedNodeException.class);
    assertThat(Refusals.of(receipt).orElseThrow().has("error", "500")).isTrue();
    assertThat(told).isEmpty();
  }

  @Test
  void onlyUnknownTagsAreToldAsIgnored() {
    IgnoredStanza handler = new IgnoredStanza(told::add);
    handler.handle(Node.of("presence"));
    handler.handle(Node.of("chatstate"));
    assertThat(told).isEmpty();
    handler.handle(Node.of("hologram"));
    assertThat(told).hasSize(1);
    assertThat(Refusals.of(Node.of("hologram").with("id", "1").with("from", "1@lid"))).isEmpty();
  }

  @Test
  void onlyAcknowledgementsOfMessagesCarryNoType() {
    Node message =
        Node.of("message")
            .with("id", "1")
            .with("from", "120363@g.us")
            .with("participant", "100@lid")
            .with("type", "text");
    assertThat(Acks.of(message).attribute("type")).isEmpty();
    assertThat(Acks.of(message).has("participant", "100@lid")).isTrue();
    Node read = Node.of("receipt").with("id", "1").with("from", "1@lid").with("type", "read");
    assertThat(Acks.of(read).has("type", "read")).isTrue();
  }
}

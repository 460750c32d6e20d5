package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;
import org.ledplatform.whatsapp.store.StoredRecord;

class ClientConnectionTest {

  private final ClientFixture fixture = new ClientFixture();
  private final TestNetwork network = fixture.network;

  @BeforeEach
  void online() {
    fixture.pairAndLogIn();
  }

  @Test
  void pingsAndStaysWhileThePingsAreAnswered() {
    for (int i = 0; i < 300; i++) {
      fixture.advance(Duration.ofSeconds(1));
    }
    int pings = network.last().receivedIqs("w:p").size();
    assertThat(pings).isBetween(9, 15);
    assertThat(fixture.all(ClientEvent.Disconnected.class)).isEmpty();
  }

  @Test
  void comesBackWhenNobodyAnswersThePings() {
    network.answering = false;
    for (int i = 0; i < 65; i++) {
      fixture.advance(Duration.ofSeconds(1));
    }
    assertThat(fixture.last(ClientEvent.Disconnected.class).reason())
        .isInstanceOf(CloseReason.TimedOut.class);
    network.answering = true;
    fixture.advance(Duration.ofSeconds(60));
    assertThat(fixture.all(ClientEvent.Online.class)).hasSize(2);
  }

  @Test
  void comesBackAfterALostConnectionAtTheTimeItSaid() {
    network.last().close();
    network.run();
    var event = fixture.last(ClientEvent.Disconnected.class);
    Duration wait = Duration.between(network.clock.instant(), event.retryAt());
    assertThat(wait).isBetween(Duration.ofMillis(500), Duration.ofSeconds(5));
    fixture.advance(wait.minusMillis(1));
    assertThat(network.connections).hasSize(2);
    fixture.advance(Duration.ofMillis(1));
    assertThat(network.connections).hasSize(3);
  }

  @Test
  void stopsForGoodWhenThePhoneRemovedUsAndWipesEverything() {
    fixture.deliver(
        Node.of("stream:error", Node.of("conflict").with("type", "device_removed"))
            .with("code", "401"));
    assertThat(fixture.all(ClientEvent.LoggedOut.class)).hasSize(1);
    for (RecordKind kind : RecordKind.values()) {
      assertThat(fixture.store.list(kind)).as(kind.name()).isEmpty();
    }
    fixture.advance(Duration.ofHours(1));
    assertThat(network.connections).hasSize(2);
    fixture.connect();
    assertThat(fixture.shownQr().ref()).isNotBlank();
  }

  @Test
  void stopsAndKeepsItsCredentialsWhenReplaced() {
    fixture.deliver(Node.of("stream:error", Node.of("conflict").with("type", "replaced")));
    assertThat(fixture.all(ClientEvent.Replaced.class)).hasSize(1);
    fixture.advance(Duration.ofHours(1));
    assertThat(network.connections).hasSize(2);
    fixture.connect();
    assertThat(fixture.all(ClientEvent.Online.class)).hasSize(2);
  }

  @Test
  void saysUntilWhenItIsBanned() {
    network.login =
        Optional.of(Node.of("failure").with("reason", 402).with("code", 104).with("expire", 3600));
    network.last().close();
    network.run();
    fixture.advance(Duration.ofSeconds(5));
    var banned = fixture.last(ClientEvent.Banned.class);
    assertThat(banned.until()).hasValue(network.clock.instant().plusSeconds(3600));
    assertThat(banned.reason()).contains("same message too often");
    assertThat(fixture.store.list(RecordKind.CREDENTIALS)).hasSize(1);
  }

  @Test
  void aFrameThatCannotBeReadEndsTheConnectionByName() {
    network.last().sendPlain(new byte[] {0, (byte) 0xF8, 1});
    network.run();
    assertThat(fixture.last(ClientEvent.Disconnected.class).reason())
        .isEqualTo(new CloseReason.Unreadable("MalformedNodeException"));
    fixture.advance(Duration.ofSeconds(5));
    assertThat(fixture.all(ClientEvent.Online.class)).hasSize(2);
  }

  @Test
  void aFrameThatDoesNotDecryptEndsTheConnectionByName() {
    network
        .last()
        .sendRaw(
            new byte[] {
              0, 0, 20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20
            });
    network.run();
    assertThat(fixture.last(ClientEvent.Disconnected.class).reason())
        .isEqualTo(new CloseReason.Unreadable("CipherException"));
  }

  @Test
  void stanzasThatNobodyKnowsHarmNothing() {
    fixture.deliver(Node.of("hologram").with("id", "1").with("from", "100@lid"));
    fixture.deliver(Node.of("message").with("id", "2").with("from", "not an address"));
    fixture.deliver(Node.of("receipt").with("id", "3"));
    fixture.deliver(Node.of("call").with("id", "4").with("from", "100@lid"));
    fixture.deliver(
        Node.of("notification").with("id", "5").with("from", "100@lid").with("type", "mex"));
    fixture.deliver(Node.of("iq").with("type", "result").with("id", "nobody asked"));
    assertThat(fixture.all(ClientEvent.Disconnected.class)).isEmpty();
    assertThat(network.last().received("ack"))
        .extracting(n -> n.require("id"))
        .containsExactly("2", "4", "5");
  }

  @Test
  void suppliesPreKeysWhenTheNetworkRunsLow() {
    int before = network.last().receivedIqs("encrypt").size();
    fixture.deliver(
        Node.of("notification", Node.of("count").with("value", 4))
            .with("id", "N1")
            .with("from", "@s.whatsapp.net")
            .with("type", "encrypt"));
    assertThat(network.last().receivedIqs("encrypt")).hasSize(before + 1);
    Node upload = network.last().receivedIqs("encrypt").getLast();
    byte[] first =
        upload.requireChild("list").children("key").getFirst().requireChild("id").bytes();
    assertThat(first).isNotEqualTo(new byte[] {0, 0, 1});
    assertThat(network.last().received("ack")).hasSize(1);
  }

  @Test
  void logsOutByTellingTheNetworkFirst() {
    fixture.client.logOut();
    network.run();
    assertThat(network.last().receivedIqs("md"))
        .anyMatch(iq -> iq.child("remove-companion-device").isPresent());
    assertThat(fixture.all(ClientEvent.LoggedOut.class)).hasSize(1);
    assertThat(fixture.store.list(RecordKind.CREDENTIALS)).isEmpty();
    assertThat(network.last().closed).isTrue();
  }

  @Test
  void logsOutEvenWhenTheNetworkDoesNotAnswer() {
    network.answering = false;
    fixture.client.logOut();
    network.run();
    assertThat(fixture.all(ClientEvent.LoggedOut.class)).isEmpty();
    fixture.advance(Duration.ofSeconds(5));
    assertThat(fixture.all(ClientEvent.LoggedOut.class)).hasSize(1);
  }

  @Test
  void noEventFollowsADisconnect() {
    fixture.events.clear();
    fixture.client.disconnect();
    network.run();
    fixture.advance(Duration.ofHours(1));
    assertThat(fixture.events).isEmpty();
    assertThat(network.last().closed).isTrue();
    assertThat(network.connections).hasSize(2);
  }

  @Test
  void nothingIsAcknowledgedWhenTheStoreFails() {
    Node stanza = fixture.text(fixture.anna, "A1", "hello");
    FailingStore failing = new FailingStore(fixture.store);
    fixture.restart();
    fixture.store = failing;
    fixture.client = fixture.newClient();
    fixture.connect();
    failing.broken = true;
    network.last().received.clear();
    fixture.deliver(stanza);
    assertThat(network.last().received("ack")).isEmpty();
    assertThat(network.last().received("receipt")).isEmpty();
    assertThat(fixture.last(ClientEvent.Disconnected.class).reason())
        .isInstanceOf(CloseReason.StoreFailed.class);
    failing.broken = false;
    fixture.advance(Duration.ofSeconds(15));
    fixture.deliver(stanza);
    assertThat(fixture.all(ClientEvent.MessageReceived.class)).hasSize(1);
  }

  @Test
  void sendsTheWayThatTheNetworkToldItNextTime() {
    fixture.deliver(
        Node.of("ib", Node.of("edge_routing", Node.of("routing_info", new byte[] {9, 8, 7}))));
    fixture.restart();
    fixture.connect();
    assertThat(network.last().introBytes()).startsWith('E', 'D', 0, 1, 0, 0, 3, 9, 8, 7, 'W', 'A');
    assertThat(fixture.all(ClientEvent.Online.class)).hasSize(1);
  }

  @Test
  void saysItsNameWhenItLearnsIt() {
    Node stanza =
        fixture
            .text(fixture.phone, "P1", "note")
            .with("recipient", "100@lid")
            .with("notify", "Shop");
    fixture.deliver(stanza);
    assertThat(fixture.last(ClientEvent.PushNameChanged.class).pushName()).isEqualTo("Shop");
    assertThat(network.last().received("presence").getFirst().has("name", "Shop")).isTrue();
    Node session =
        network.last().received("ib").stream()
            .flatMap(ib -> ib.child("unified_session").stream())
            .findFirst()
            .orElseThrow();
    assertThat(session.number("id").orElseThrow()).isBetween(0L, Duration.ofDays(7).toMillis());
    fixture.restart();
    fixture.connect();
    assertThat(network.last().received("presence")).hasSize(1);
  }

  /** A store that a test can break. */
  private static final class FailingStore implements DeviceStore {
    private final DeviceStore inner;
    private boolean broken;

    FailingStore(DeviceStore inner) {
      this.inner = inner;
    }

    @Override
    public Optional<byte[]> read(RecordKey key) {
      return inner.read(key);
    }

    @Override
    public List<StoredRecord> list(RecordKind kind) {
      return inner.list(kind);
    }

    @Override
    public void commit(List<StoreChange> changes) {
      if (broken) {
        throw new IllegalStateException("disk full");
      }
      inner.commit(changes);
    }
  }
}

package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;
import org.ledplatform.whatsapp.store.StoredRecord;

/** What this device did not get is not forgotten when it dies between the ack and the question. */
class MissingMessagesDurableTest {

  private final ClientFixture fixture = new ClientFixture();
  private final TestNetwork network = fixture.network;

  /** A store that knows how many stanzas the network had acknowledged when something was noted. */
  private final class Watched implements DeviceStore {
    final List<Integer> acksWhenNoted = new ArrayList<>();
    final DeviceStore below = new MemoryDeviceStore();

    @Override
    public Optional<byte[]> read(RecordKey key) {
      return below.read(key);
    }

    @Override
    public List<StoredRecord> list(RecordKind kind) {
      return below.list(kind);
    }

    @Override
    public void commit(List<StoreChange> changes) {
      if (changes.stream().anyMatch(c -> c.key().kind() == RecordKind.MISSING_MESSAGE)) {
        acksWhenNoted.add(network.last().received("ack").size());
      }
      below.commit(changes);
    }
  }

  private void online() {
    fixture.pairAndLogIn();
    network.last().received.clear();
  }

  private void unavailable(String id) {
    fixture.deliver(
        Node.of("message", Node.of("unavailable"))
            .with("id", id)
            .with("from", "100@lid")
            .with("type", "text")
            .with("t", network.clock.instant().getEpochSecond()));
  }

  private Node broken(Node good) {
    byte[] bytes = good.requireChild("enc").bytes().clone();
    bytes[bytes.length - 1] ^= 1;
    return good.holding(List.of(good.requireChild("enc").holding(bytes)))
        .with("t", network.clock.instant().getEpochSecond());
  }

  private List<String> requestedIds() {
    return network.last().received("message").stream()
        .filter(n -> n.has("category", "peer"))
        .map(n -> fixture.phone.decrypt(TestNetwork.OWN_LID, n.requireChild("enc")))
        .map(m -> m.getProtocolMessage().getPeerDataOperationRequestMessage())
        .map(r -> r.getPlaceholderMessageResendRequest(0).getMessageKey().getId())
        .toList();
  }

  private void restartAndConnect() {
    fixture.restart();
    fixture.connect();
    network.last().received.clear();
  }

  private List<StoredRecord> noted() {
    return fixture.store.list(RecordKind.MISSING_MESSAGE);
  }

  @Test
  void whatIsMissingIsNotedBeforeItIsAcknowledged() {
    Watched store = new Watched();
    fixture.store = store;
    fixture.client = fixture.newClient();
    online();
    unavailable("U1");
    fixture.deliver(broken(fixture.text(fixture.anna, "A1", "hello")));
    assertThat(store.acksWhenNoted).containsExactly(0, 1);
    assertThat(network.last().received("ack")).hasSize(2);
  }

  @Test
  void afterARestartItIsAskedFor() {
    online();
    unavailable("U1");
    fixture.deliver(broken(fixture.text(fixture.anna, "A1", "hello")));
    restartAndConnect();
    fixture.advance(Duration.ofSeconds(6));
    assertThat(requestedIds()).containsExactly("U1", "A1");
  }

  @Test
  void aDamagedNoteIsWrittenAnewAndCostsNoMessage() {
    online();
    unavailable("A1");
    StoredRecord note = fixture.store.list(RecordKind.MISSING_MESSAGE).getFirst();
    fixture.store.commit(
        List.of(StoreChange.put(RecordKind.MISSING_MESSAGE, note.name(), new byte[] {0x0A, 0x7F})));
    unavailable("A1");
    assertThat(network.last().received("ack")).noneMatch(a -> a.attribute("error").isPresent());
    assertThat(fixture.store.list(RecordKind.MISSING_MESSAGE).getFirst().value())
        .isEqualTo(note.value());
  }

  @Test
  void whatArrivedMeanwhileIsNotAskedForAndForgotten() {
    online();
    Node good = fixture.text(fixture.anna, "A1", "hello");
    fixture.deliver(broken(good));
    fixture.deliver(good);
    restartAndConnect();
    fixture.advance(Duration.ofSeconds(6));
    assertThat(requestedIds()).isEmpty();
    assertThat(noted()).isEmpty();
  }

  @Test
  void aQuestionThatWasAskedIsNotAskedAgainSoonButThreeTimesInAllThroughRestarts() {
    online();
    unavailable("U1");
    fixture.advance(Duration.ofSeconds(3));
    assertThat(requestedIds()).hasSize(1);
    restartAndConnect();
    fixture.advance(Duration.ofMinutes(59));
    assertThat(requestedIds()).isEmpty();
    int asked = 1;
    for (int i = 0; i < 5; i++) {
      network.clock.advance(Duration.ofDays(1));
      restartAndConnect();
      fixture.advance(Duration.ofSeconds(1));
      asked += requestedIds().size();
    }
    assertThat(asked).isEqualTo(3);
    assertThat(noted()).isEmpty();
  }

  @Test
  void whatOurPhoneDoesNotHaveIsGivenUpWithANote() {
    online();
    unavailable("U1");
    for (int i = 0; i < 4; i++) {
      restartAndConnect();
      fixture.advance(Duration.ofSeconds(10));
      network.clock.advance(Duration.ofDays(1).plusHours(1));
    }
    assertThat(fixture.all(ClientEvent.Noted.class))
        .extracting(ClientEvent.Noted::text)
        .contains("A message that did not get here did not come from our phone either");
    assertThat(noted()).isEmpty();
  }

  @Test
  void aLoudStrangerCannotMakeUsRememberWithoutEnd() {
    online();
    for (int i = 0; i < 600; i++) {
      unavailable("U" + i);
    }
    assertThat(noted()).hasSize(512);
    assertThat(noted().getLast().name()).endsWith("|U599");
  }
}

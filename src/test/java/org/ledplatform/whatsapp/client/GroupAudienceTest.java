package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.whatsapp.client.GroupFixture.GROUP;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.content.ContentReader;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.ParticipantHash;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.store.RecordKind;

/** Who gets a group message again: those it was for when it was sent. */
class GroupAudienceTest {

  private final GroupFixture group = new GroupFixture();
  private final ClientFixture fixture = group.fixture;
  private final TestNetwork network = group.network;
  private final RemoteDevice cleo = new RemoteDevice(Jid.parse("400@lid"));

  private void cleoJoins() {
    network.devices.put(cleo.jid, cleo);
    group.members(TestNetwork.OWN_LID, fixture.anna.jid, group.bert.jid, cleo.jid);
    group.notify(Node.of("add", GroupFixture.participant(cleo.jid)));
  }

  private void askAgain(RemoteDevice device, Jid as, String id) {
    fixture.deliver(
        Node.of(
                "receipt",
                Node.of("retry").with("count", 1).with("id", id),
                device.registration(),
                device.retryKeys())
            .with("id", id)
            .with("type", "retry")
            .with("from", GROUP)
            .with("participant", as));
    fixture.advance(Duration.ofSeconds(1));
  }

  private List<Node> resent(String id) {
    return group.sent(id).stream().filter(m -> m.attribute("participant").isPresent()).toList();
  }

  @Test
  void whoJoinsLaterDoesNotGetWhatWasSaidBefore() {
    group.send("M1", "before");
    cleoJoins();
    askAgain(cleo, cleo.jid, "M1");
    assertThat(resent("M1")).isEmpty();
    assertThat(fixture.last(ClientEvent.Noted.class).text())
        .isEqualTo("A device asked again for a message that we do not have for it");
    group.send("M2", "after");
    askAgain(cleo, cleo.jid, "M2");
    assertThat(resent("M2")).hasSize(1);
  }

  @Test
  void whoWasThereGetsItAgainAndTheNewcomerDoesNotEvenAfterARestart() {
    group.send("M1", "before");
    cleoJoins();
    fixture.restart();
    fixture.connect();
    askAgain(cleo, cleo.jid, "M1");
    askAgain(group.bert, group.bert.jid, "M1");
    assertThat(resent("M1")).hasSize(1);
    Message message =
        group.bert.decrypt(TestNetwork.OWN_LID, resent("M1").getFirst().requireChild("enc"));
    assertThat(ContentReader.readOrUnsupported(message).text()).isEqualTo("before");
  }

  @Test
  void whoLeftAndCameBackGetsOnlyWhatWasForThem() {
    group.send("M1", "one");
    group.notify(Node.of("remove", GroupFixture.participant(group.bert.jid)));
    group.send("M2", "without Bert");
    group.notify(Node.of("add", GroupFixture.participant(group.bert.jid)));
    askAgain(group.bert, group.bert.jid, "M2");
    assertThat(resent("M2")).isEmpty();
    askAgain(group.bert, group.bert.jid, "M1");
    assertThat(resent("M1")).hasSize(1);
  }

  @Test
  void aMemberWhoseOtherAddressBecomesKnownIsTheSamePerson() {
    Jid phone = Jid.parse("49333@s.whatsapp.net");
    RemoteDevice bert = new RemoteDevice(phone);
    network.devices.put(phone, bert);
    group.members(TestNetwork.OWN_LID, phone);
    fixture.deliver(Node.of("ib", Node.of("dirty").with("type", "groups")));
    group.send("M1", "one");
    fixture.deliver(
        Node.of("notification", Node.of("update"))
            .with("id", "D1")
            .with("from", phone)
            .with("lid", group.bert.jid)
            .with("type", "devices"));
    askAgain(group.bert, group.bert.jid, "M1");
    assertThat(resent("M1")).hasSize(1);
  }

  @Test
  void whoWasOnlyForgottenByUsIsServedAndMayAskAgain() {
    group.send("M0", "zero");
    network.devices.put(cleo.jid, cleo);
    group.members(TestNetwork.OWN_LID, fixture.anna.jid, group.bert.jid, cleo.jid);
    network.phash = Optional.of(ParticipantHash.of(List.copyOf(network.devices.keySet())));
    group.send("M1", "one");
    assertThat(resent("M1")).hasSize(1);
    askAgain(cleo, cleo.jid, "M1");
    assertThat(resent("M1")).hasSize(2);
    askAgain(cleo, cleo.jid, "M0");
    assertThat(resent("M0")).isEmpty();
  }

  @Test
  void theSamePeopleAreKeptOnceForManyMessages() {
    for (int i = 0; i < 20; i++) {
      group.send("M" + i, "hello");
    }
    assertThat(fixture.store.list(RecordKind.AUDIENCE)).hasSize(1);
    assertThat(fixture.store.list(RecordKind.SENT_TO)).hasSize(20);
  }
}

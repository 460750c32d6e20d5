package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.ParticipantHash;
import org.ledplatform.whatsapp.node.Node;

/** What follows when the network knows other devices of a group than we do. */
class GroupDevicesTest {

  private final GroupFixture group = new GroupFixture();
  private final TestNetwork network = group.network;

  private static Node only(List<Node> sent) {
    assertThat(sent).hasSize(1);
    return sent.getFirst();
  }

  @Test
  void aDeviceThatIsGoneMakesNobodyGetTheMessageTwice() {
    group.send("M1", "one");
    network.devices.remove(group.fixture.annaDesk.jid);
    network.phash = Optional.of("2:AAAAAAAA");
    group.send("M2", "two");
    only(group.sent("M2"));
    network.phash = Optional.empty();
    Node next = group.send("M3", "three");
    assertThat(GroupFixture.handed(next))
        .as("a new key for those who are left")
        .containsExactlyInAnyOrder(group.fixture.phone.jid, group.fixture.anna.jid, group.bert.jid);
  }

  @Test
  void aMemberWhoWasLeftOutIsServedWhenTheHashSaysSo() {
    group.send("M1", "one");
    RemoteDevice cleo = new RemoteDevice(Jid.parse("400@lid"));
    network.devices.put(cleo.jid, cleo);
    group.members(TestNetwork.OWN_LID, group.fixture.anna.jid, group.bert.jid, cleo.jid);
    network.phash = Optional.of(ParticipantHash.of(network.devices.keySet()));
    group.send("M2", "two");
    List<Node> sent = group.sent("M2");
    assertThat(sent).hasSize(2);
    assertThat(sent.getLast().has("participant", cleo.jid.toString())).isTrue();
  }

  @Test
  void whoMayHaveComeLaterIsNotServed() {
    group.send("M1", "one");
    RemoteDevice cleo = new RemoteDevice(Jid.parse("400@lid"));
    RemoteDevice desk = RemoteDevice.companion(4, group.bert);
    network.devices.put(desk.jid, desk);
    network.phash = Optional.of(ParticipantHash.of(new ArrayList<>(network.devices.keySet())));
    network.devices.put(cleo.jid, cleo);
    group.members(TestNetwork.OWN_LID, group.fixture.anna.jid, group.bert.jid, cleo.jid);
    group.send("M2", "two");
    List<Node> sent = group.sent("M2");
    assertThat(sent).hasSize(2);
    assertThat(sent.getLast().has("participant", desk.jid.toString())).isTrue();
  }

  @Test
  void aHashThatIsAlwaysAnotherOneIsLookedIntoOnceAMinute() {
    network.phash = Optional.of("2:AAAAAAAA");
    for (int i = 0; i < 5; i++) {
      group.send("M" + i, "hello");
    }
    assertThat(network.last().receivedIqs("w:g2")).hasSizeLessThanOrEqualTo(2);
  }
}

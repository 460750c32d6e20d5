package org.ledplatform.whatsapp.client;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.whatsapp.client.GroupFixture.participant;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.whatsapp.group.GroupNode;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** Who leaves a group reads nothing any longer, whatever our own clock says. */
class GroupClocksTest {

  private final GroupFixture group = new GroupFixture();
  private final ClientFixture fixture = group.fixture;
  private final TestNetwork network = group.network;

  private void loginWithServerAhead(Duration ahead) {
    fixture.restart();
    network.ahead = ahead;
    fixture.connect();
  }

  private void remove(Jid person) {
    group.notify(Node.of("remove", participant(person)));
  }

  private void assertOnlyAnnaReads(Node stanza) {
    assertThat(GroupFixture.handed(stanza))
        .as("a new key for those who are left")
        .contains(fixture.anna.jid)
        .doesNotContain(group.bert.jid);
  }

  @ParameterizedTest
  @ValueSource(ints = {-86_400, -60, 0, 60, 86_400})
  void whoIsRemovedAfterWeAskedIsGoneByAnyClock(int serverAheadSeconds) {
    loginWithServerAhead(Duration.ofSeconds(serverAheadSeconds));
    assertThat(GroupFixture.handed(group.send("M1", "one"))).contains(group.bert.jid);
    remove(group.bert.jid);
    assertOnlyAnnaReads(group.send("M2", "two"));
  }

  @Test
  void whoIsRemovedWhileTheAnswerIsUnderWayIsGone() {
    network.answers.put(
        "w:g2",
        asked -> {
          Node told = GroupNode.write(requireNonNull(network.groups.get(GroupFixture.GROUP)));
          network.clock.advance(Duration.ofSeconds(30));
          return told;
        });
    Node removed = group.notification(Node.of("remove", participant(group.bert.jid)));
    assertThat(GroupFixture.handed(group.send("M1", "one"))).contains(group.bert.jid);
    fixture.deliver(removed);
    assertOnlyAnnaReads(group.send("M2", "two"));
  }
}

package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.whatsapp.client.GroupFixture.GROUP;
import static org.ledplatform.whatsapp.client.GroupFixture.participant;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/** Of a group that we are out of no keys are left. */
class LeftGroupsTest {

  private static final Jid OTHER = Jid.parse("120363000000000002@g.us");

  private final GroupFixture group = new GroupFixture();
  private final ClientFixture fixture = group.fixture;

  @BeforeEach
  void talk() {
    group.network.acknowledging = false;
    group.send("M1", "one");
    fixture.deliver(
        Node.of(
                "message",
                group.bert.encrypt(TestNetwork.OWN_LID, group.bert.introduction(GROUP)),
                group.bert.encryptForGroup(
                    GROUP, Message.newBuilder().setConversation("hello").build()))
            .with("id", "B1")
            .with("from", GROUP)
            .with("participant", group.bert.jid)
            .with("type", "text")
            .with("t", 1000));
    fixture.store.commit(
        List.of(
            StoreChange.put(RecordKind.SENDER_KEY, OTHER + "|300.0", new byte[] {1}),
            StoreChange.put(RecordKind.SENDER_KEY_HOLDERS, OTHER + "|900.5", new byte[] {1})));
    assertThat(names(RecordKind.SENDER_KEY)).hasSize(3);
    assertThat(names(RecordKind.SENDER_KEY_HOLDERS)).hasSize(2);
    assertThat(names(RecordKind.SENDER_KEY_UNDERWAY)).hasSize(1);
  }

  private List<String> names(RecordKind kind) {
    return fixture.store.list(kind).stream().map(r -> r.name()).toList();
  }

  private void leave() {
    group.notify(Node.of("remove", participant(TestNetwork.OWN_LID.withoutDevice())));
  }

  @Test
  void theKeysOfTheGroupGoAndThoseOfOthersStay() {
    leave();
    assertThat(names(RecordKind.SENDER_KEY)).containsExactly(OTHER + "|300.0");
    assertThat(names(RecordKind.SENDER_KEY_HOLDERS)).containsExactly(OTHER + "|900.5");
    assertThat(names(RecordKind.SENDER_KEY_UNDERWAY)).isEmpty();
  }

  @Test
  void whoeverIsTakenInAgainHandsOutANewKey() {
    leave();
    group.network.acknowledging = true;
    Node again = group.send("M2", "two");
    group.takeKey(group.bert, again);
    assertThat(group.reads(group.bert, again)).isEqualTo("two");
  }
}

package org.ledplatform.whatsapp.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.content.Body;
import org.ledplatform.whatsapp.content.Context;
import org.ledplatform.whatsapp.content.Text;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.ReceivedMessage.Ref;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;
import org.ledplatform.whatsapp.store.StoredRecord;

class BoxesTest {

  private static final Jid ANNA = Jid.parse("100@lid");

  private final MemoryDeviceStore store = new MemoryDeviceStore();

  private static ReceivedMessage received(String id) {
    Message content = Message.newBuilder().setConversation("hello " + id).build();
    return new ReceivedMessage(
        new Ref(id, ANNA, ANNA),
        ANNA,
        ANNA.withDevice(2),
        Optional.of(Jid.parse("49151@s.whatsapp.net")),
        Optional.of(ANNA),
        false,
        "Anna",
        Instant.ofEpochSecond(1000),
        true,
        content,
        new Body(new Text("hello " + id), Context.NONE));
  }

  @Test
  void aMessageComesBackFromTheInboxAsItWasUntilItIsSettled() {
    Inbox inbox = new Inbox(store);
    store.commit(inbox.arriving(received("A")));
    store.commit(inbox.arriving(received("B")));
    assertThat(Inbox.unsettled(store)).containsExactly(received("A"), received("B"));
    store.commit(List.of(Inbox.settling(received("A").ref())));
    assertThat(Inbox.unsettled(store)).containsExactly(received("B"));
    assertThat(new Inbox(store).hasSeen(List.of(received("A").ref()))).isTrue();
    assertThat(new Inbox(store).hasSeen(List.of(received("C").ref()))).isFalse();
  }

  @Test
  void aRecordThatCannotBeReadIsSetAsideAndTheOthersComeBack() {
    byte[] bad = {1, 2, 3};
    store.commit(new Inbox(store).arriving(received("A")));
    store.commit(List.of(Outbox.putting(text("ONE"))));
    for (RecordKind kind : List.of(RecordKind.INBOX, RecordKind.OUTBOX)) {
      store.commit(List.of(StoreChange.put(kind, "BAD", bad)));
    }
    store.commit(new Inbox(store).arriving(received("B")));
    store.commit(List.of(Outbox.putting(text("TWO"))));
    assertThat(Inbox.unsettled(store)).containsExactly(received("A"), received("B"));
    assertThat(new Outbox(store).waiting()).containsExactly(text("ONE"), text("TWO"));
    assertThat(store.list(RecordKind.INBOX)).hasSize(2);
    assertThat(store.list(RecordKind.SET_ASIDE))
        .extracting(StoredRecord::name)
        .containsExactlyInAnyOrder("INBOX|BAD", "OUTBOX|BAD");
  }

  @Test
  void theInboxRemembersABoundedNumberOfNames() {
    Inbox inbox = new Inbox(store);
    for (int i = 0; i < 2100; i++) {
      store.commit(inbox.remembering(new Ref("ID" + i, ANNA, ANNA)));
    }
    assertThat(store.list(RecordKind.SEEN)).hasSize(2000);
    assertThat(inbox.hasSeen(List.of(new Ref("ID0", ANNA, ANNA)))).isFalse();
    assertThat(inbox.hasSeen(List.of(new Ref("ID2099", ANNA, ANNA)))).isTrue();
  }

  @Test
  void whatTheNetworkTookIsKeptForDevicesThatAskAgain() {
    Outbox outbox = new Outbox(store);
    OutgoingMessage one = text("ONE");
    OutgoingMessage two = text("TWO");
    store.commit(List.of(Outbox.putting(one), Outbox.putting(two)));
    assertThat(outbox.waiting()).containsExactly(one, two);
    assertThat(outbox.accept("ONE", _ -> List.of())).isTrue();
    assertThat(outbox.accept("ONE", _ -> List.of())).isFalse();
    assertThat(outbox.waiting()).containsExactly(two);
    assertThat(new Outbox(store).find("ONE")).hasValue(one);
    outbox.drop("TWO");
    assertThat(outbox.find("TWO")).isEmpty();
  }

  @Test
  void theOutboxKeepsABoundedNumberOfSentMessages() {
    Outbox outbox = new Outbox(store);
    for (int i = 0; i < 2100; i++) {
      store.commit(List.of(Outbox.putting(text("ID" + i))));
      outbox.accept("ID" + i, _ -> List.of());
    }
    assertThat(store.list(RecordKind.SENT)).hasSize(2048);
    assertThat(outbox.find("ID0")).isEmpty();
    assertThat(outbox.find("ID2099")).isPresent();
  }

  private static OutgoingMessage text(String id) {
    return OutgoingMessage.text(id, ANNA, "text", Optional.empty());
  }
}

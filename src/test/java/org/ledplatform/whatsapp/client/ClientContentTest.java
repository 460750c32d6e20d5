package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.content.Content;
import org.ledplatform.whatsapp.content.ContentReader;
import org.ledplatform.whatsapp.content.ContentWriter;
import org.ledplatform.whatsapp.content.Context;
import org.ledplatform.whatsapp.content.Edit;
import org.ledplatform.whatsapp.content.EncryptedPollVote;
import org.ledplatform.whatsapp.content.MessageName;
import org.ledplatform.whatsapp.content.Poll;
import org.ledplatform.whatsapp.content.PollCipher;
import org.ledplatform.whatsapp.content.PollVote;
import org.ledplatform.whatsapp.content.Reaction;
import org.ledplatform.whatsapp.content.Revoke;
import org.ledplatform.whatsapp.content.Samples;
import org.ledplatform.whatsapp.content.Text;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Counted;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.message.ReceivedMessage;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.store.RecordKind;

/** What messages of every kind mean to a client, and what leaves on the wire. */
class ClientContentTest {

  private static final Jid ANNA = Jid.parse("100@lid");
  private static final Jid ANNA_PHONE = Jid.parse("49151@s.whatsapp.net");
  private static final Jid ME = TestNetwork.OWN_LID.withoutDevice();

  private final ClientFixture fixture = new ClientFixture();
  private final TestNetwork network = fixture.network;

  @BeforeEach
  void online() {
    fixture.pairAndLogIn();
    network.last().received.clear();
  }

  private ReceivedMessage receive(String id, Content content) {
    deliver(fixture.anna, id, content);
    return fixture.last(ClientEvent.MessageReceived.class).message();
  }

  private void deliver(RemoteDevice from, String id, Content content) {
    Message message = ContentWriter.write(content, Context.NONE);
    fixture.deliver(ClientFixture.stanza(id, from, from.encrypt(TestNetwork.OWN_LID, message)));
  }

  private Node send(String id, Content content) {
    fixture.client.send(OutgoingMessage.of(id, ANNA, content));
    network.run();
    return network.last().received("message").getLast();
  }

  private Content readBy(RemoteDevice device, Node sent) {
    Node to =
        sent.requireChild("participants").children("to").stream()
            .filter(n -> n.has("jid", device.jid.toString()))
            .findFirst()
            .orElseThrow();
    Message message = device.decrypt(TestNetwork.OWN_LID, to.requireChild("enc"));
    return ContentReader.read(
            message.hasDeviceSentMessage() ? message.getDeviceSentMessage().getMessage() : message)
        .content();
  }

  @Test
  void everyKindArrivesAndOutlivesARestart() {
    int count = 0;
    for (Content content : Samples.plain()) {
      assertThat(receive("A" + count++, content).body().content()).isEqualTo(content);
    }
    fixture.restart();
    assertThat(fixture.client.unsettled())
        .extracting(m -> m.body().content())
        .isEqualTo(Samples.plain());
  }

  @Test
  void everyKindLeavesForAllDevicesOfBothSides() {
    int count = 0;
    for (Content content : Samples.plain()) {
      Node sent = send("S" + count++, content);
      assertThat(readBy(fixture.anna, sent)).isEqualTo(content);
      assertThat(readBy(fixture.phone, sent)).isEqualTo(content);
    }
    assertThat(fixture.all(ClientEvent.MessageAccepted.class)).hasSize(count);
  }

  @Test
  void theStanzaSaysWhatIsInside() {
    Node picture = send("S1", Samples.plain().get(1));
    assertThat(picture.require("type")).isEqualTo("media");
    assertThat(anyPart(picture).require("mediatype")).isEqualTo("image");
    Node reaction = send("S2", new Reaction(MessageName.inChat(ANNA, false, "A1"), "👍"));
    assertThat(reaction.require("type")).isEqualTo("reaction");
    assertThat(anyPart(reaction).require("decrypt-fail")).isEqualTo("hide");
    Node edit = send("S3", new Edit(MessageName.inChat(ANNA, true, "S0"), new Text("better")));
    assertThat(edit.require("edit")).isEqualTo("1");
    Node revoke = send("S4", new Revoke(MessageName.inChat(ANNA, true, "S0"), false));
    assertThat(revoke.require("edit")).isEqualTo("7");
    Node poll = send("S5", Poll.ask("?", List.of("a", "b"), 1, network.random));
    assertThat(poll.require("type")).isEqualTo("poll");
    assertThat(poll.requireChild("meta").require("polltype")).isEqualTo("creation");
  }

  private static Node anyPart(Node sent) {
    return sent.requireChild("participants").requireChild("to").requireChild("enc");
  }

  @Test
  void aReactionToOurMessageNamesItAsOurs() {
    send("S1", new Text("hello"));
    MessageName theirs = MessageName.inChat(ME, false, "S1");
    ReceivedMessage reaction = receive("A1", new Reaction(theirs, "👍"));
    assertThat(reaction.body().content())
        .isEqualTo(new Reaction(MessageName.inChat(ANNA, true, "S1"), "👍"));
    fixture.restart();
    assertThat(fixture.client.unsettled()).containsExactly(reaction);
  }

  @Test
  void anEditAndARevokeByTheAuthorArrive() {
    receive("A1", new Text("helo"));
    MessageName theirs = MessageName.inChat(ME, true, "A1");
    assertThat(receive("A2", new Edit(theirs, new Text("hello"))).body().content())
        .isEqualTo(new Edit(MessageName.inChat(ANNA, false, "A1"), new Text("hello")));
    assertThat(receive("A3", new Revoke(theirs, false)).body().content())
        .isEqualTo(new Revoke(MessageName.inChat(ANNA, false, "A1"), false));
  }

  @Test
  void nobodyChangesOrTakesAwayWhatWeWrote() {
    send("S1", new Text("ours"));
    deliver(fixture.anna, "A1", new Edit(MessageName.inChat(ME, true, "S1"), new Text("hers")));
    deliver(fixture.anna, "A2", new Edit(MessageName.inChat(ME, false, "S1"), new Text("hers")));
    deliver(fixture.anna, "A3", new Revoke(MessageName.inChat(ME, true, "S1"), false));
    deliver(fixture.anna, "A4", new Revoke(MessageName.inChat(ME, false, "S1"), true));
    assertThat(fixture.all(ClientEvent.MessageReceived.class)).isEmpty();
    assertThat(fixture.client.statistics()).containsEntry(Counted.UNENTITLED_DROPPED, 4L);
    assertThat(network.last().received("ack")).hasSize(4);
  }

  @Test
  void aVoteForOurPollArrivesWithTheNamesOfTheOptions() {
    Poll poll = Poll.ask("Where?", List.of("Sea", "Hills"), 0, network.random);
    send("P1", poll);
    assertThat(receive("A1", vote(poll, "P1", ME, ANNA, "Hills")).body().content())
        .isEqualTo(new PollVote(MessageName.inChat(ANNA, true, "P1"), List.of("Hills")));
    fixture.restart();
    assertThat(fixture.client.unsettled().getFirst().body().content())
        .isEqualTo(new PollVote(MessageName.inChat(ANNA, true, "P1"), List.of("Hills")));
  }

  @Test
  void aVoteUnderPhoneNumbersIsOpenedToo() {
    Poll poll = Poll.ask("Where?", List.of("Sea", "Hills"), 0, network.random);
    send("P1", poll);
    fixture.deliver(fixture.text(fixture.anna, "A0", "hi").with("sender_pn", ANNA_PHONE));
    Jid ownPhone = TestNetwork.OWN.withoutDevice();
    assertThat(receive("A1", vote(poll, "P1", ownPhone, ANNA_PHONE, "Sea")).body().content())
        .isEqualTo(new PollVote(MessageName.inChat(ANNA, true, "P1"), List.of("Sea")));
  }

  @Test
  void aVoteFasterThanTheNetworksWordIsOpened() {
    network.acknowledging = false;
    Poll poll = Poll.ask("Where?", List.of("Sea", "Hills"), 0, network.random);
    send("P1", poll);
    assertThat(fixture.store.list(RecordKind.POLL)).isEmpty();
    assertThat(receive("A1", vote(poll, "P1", ME, ANNA, "Sea")).body().content())
        .isInstanceOf(PollVote.class);
  }

  @Test
  void aVoteForAnUnknownPollArrivesSealed() {
    Poll poll = Poll.ask("Where?", List.of("Sea", "Hills"), 0, network.random);
    assertThat(receive("A1", vote(poll, "P9", ME, ANNA, "Sea")).body().content())
        .isInstanceOf(EncryptedPollVote.class);
  }

  private EncryptedPollVote vote(Poll poll, String id, Jid creator, Jid voter, String option) {
    return PollCipher.encrypt(
        new PollCipher.Ballot(id, creator, poll.secret()),
        MessageName.inChat(ME, false, id),
        voter,
        List.of(option),
        network.random);
  }

  @Test
  void votesInAPollOfSomebodyElse() {
    Poll poll = Poll.ask("Where?", List.of("Sea", "Hills"), 0, network.random);
    ReceivedMessage received = receive("P1", poll);
    fixture.client.send(
        OutgoingMessage.of("V1", ANNA, fixture.client.vote(received.name(), List.of("Sea"))));
    network.run();
    Node sent = network.last().received("message").getLast();
    assertThat(sent.requireChild("meta").require("polltype")).isEqualTo("vote");
    EncryptedPollVote vote = (EncryptedPollVote) readBy(fixture.anna, sent);
    assertThat(
            PollCipher.decrypt("P1", poll.secret(), List.of(ANNA), List.of(ME), vote)
                .map(hashes -> PollCipher.named(hashes, poll.options())))
        .hasValue(List.of("Sea"));
  }

  @Test
  void remembersABoundedNumberOfPolls() {
    for (int i = 0; i < 1_005; i++) {
      deliver(fixture.anna, "P" + i, Poll.ask("?", List.of("a", "b"), 1, network.random));
    }
    assertThat(fixture.store.list(RecordKind.POLL)).hasSize(1_000);
  }

  @Test
  void forwardsWithAMark() {
    ReceivedMessage picture = receive("A1", Samples.plain().get(1));
    fixture.client.send(OutgoingMessage.forwarding("F1", ANNA, picture));
    network.run();
    Node sent = network.last().received("message").getLast();
    Message message =
        fixture.anna.decrypt(
            TestNetwork.OWN_LID,
            sent.requireChild("participants").children("to").stream()
                .filter(n -> n.has("jid", ANNA.toString()))
                .findFirst()
                .orElseThrow()
                .requireChild("enc"));
    assertThat(ContentReader.read(message).content()).isEqualTo(picture.body().content());
    assertThat(ContentReader.read(message).context().forwardingScore()).isEqualTo(1);
  }

  @Test
  void aMessageOfAChannelIsAcknowledgedAndNotMistakenForTalk() {
    fixture.deliver(
        Node.of("message", Node.of("plaintext", new byte[] {1, 2}))
            .with("id", "N1")
            .with("from", "123@newsletter")
            .with("t", 1));
    assertThat(network.last().received("ack")).hasSize(1);
    assertThat(fixture.all(ClientEvent.MessageReceived.class)).isEmpty();
  }

  @Test
  void keysAloneAreNoMessage() {
    fixture.deliver(
        ClientFixture.stanza(
            "K1",
            fixture.anna,
            fixture.anna.encrypt(TestNetwork.OWN_LID, Message.getDefaultInstance())));
    assertThat(fixture.all(ClientEvent.MessageReceived.class)).isEmpty();
    assertThat(network.last().received("ack")).hasSize(1);
    assertThat(Optional.of(fixture.client.unsettled())).hasValue(List.of());
  }
}

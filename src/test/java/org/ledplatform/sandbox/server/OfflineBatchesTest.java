package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.Companion;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** What waited for a device comes in batches (protocol §6.1, §6.5). */
class OfflineBatchesTest {

  private static final int UNASKED = 5;
  private static final int USUAL = 100;

  private final SandboxFixture sandbox = new SandboxFixture();
  private final List<String> read = new ArrayList<>();
  private Phone phone;
  private Phone contact;
  private Companion companion;

  @BeforeEach
  void pair() {
    // What the phone reads is told to its companions too, which would be more than these tests
    // count.
    phone = sandbox.slowReader("Ada");
    companion = Companion.pair(sandbox, phone.id());
    contact = sandbox.phone("Bob");
    try (RawClient client = companion.goOnline()) {
      companion.takeWelcome(client);
      write(0, 0);
      client.await("message");
    }
    // The rest of what comes with a new companion and a new chat.
    try (RawClient client = companion.logIn()) {
      client.await("success");
      arrivedAndAcknowledged(client);
      client.ask("w:p", "get");
    }
    read.clear();
  }

  private RawClient logIn() {
    RawClient client = companion.logInAsking();
    client.await("success");
    return client;
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private void write(int first, int last) {
    for (int i = first; i <= last; i++) {
      sandbox
          .control()
          .send(SandboxFixture.TENANT, contact.id(), SendRequest.text(phone.jid(), "text " + i));
    }
  }

  private static List<String> texts(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(i -> "text " + i).toList();
  }

  private static Node ask(int count) {
    return Node.of("ib", Node.of("offline_batch").with("count", count));
  }

  /** Everything that the network has sent until it answers a ping. */
  private List<Node> arrived(RawClient client) {
    client.send(Node.of("iq").with("id", "p").with("to", Jid.NETWORK).with("xmlns", "w:p"));
    List<Node> all = client.awaitAll("iq");
    all.stream()
        .filter(n -> n.tag().equals("message"))
        .forEach(n -> read.add(companion.decrypt(n).getConversation()));
    return all;
  }

  private List<Node> arrivedAndAcknowledged(RawClient client) {
    List<Node> all = arrived(client);
    all.stream()
        .filter(n -> n.attribute("offline").isPresent())
        .forEach(
            n ->
                client.send(
                    Node.of("ack")
                        .with("class", n.tag())
                        .with("id", n.require("id"))
                        .with("to", n.require("from"))));
    return all;
  }

  private static boolean done(List<Node> arrived) {
    return arrived.stream().anyMatch(n -> n.child("offline").isPresent());
  }

  @Test
  void announcesHowMuchWaitsAndSendsAFewUnasked() {
    write(1, 12);
    try (RawClient client = logIn()) {
      Node preview = client.await("ib").requireChild("offline_preview");
      assertThat(preview.has("count", "12")).isTrue();
      assertThat(preview.has("message", "12")).isTrue();
      assertThat(preview.has("receipt", "0")).isTrue();
      List<Node> arrived = arrived(client);
      assertThat(read).containsExactlyElementsOf(texts(1, UNASKED));
      assertThat(arrived).noneMatch(n -> n.child("offline").isPresent());
    }
  }

  @Test
  void sendsAsManyAsTheClientAsksForInTheirOrderAndThenTheCount() {
    write(1, 12);
    try (RawClient client = logIn()) {
      client.send(ask(4));
      assertThat(done(arrived(client))).isFalse();
      assertThat(read).containsExactlyElementsOf(texts(1, UNASKED + 4));
      client.send(ask(4));
      List<Node> last = arrived(client);
      assertThat(read).containsExactlyElementsOf(texts(1, 12));
      Node marker = last.get(last.size() - 2).requireChild("offline");
      assertThat(marker.require("count")).isEqualTo("12");
      client.send(ask(4));
      assertThat(done(arrived(client))).isFalse();
    }
  }

  @Test
  void aClientThatNeverAsksGetsTheNextBatchWhenItHasAcknowledgedTheLast() {
    write(1, 2 * USUAL);
    try (RawClient client = logIn()) {
      assertThat(done(arrivedAndAcknowledged(client))).isFalse();
      assertThat(done(arrived(client))).isFalse();
      assertThat(read).containsExactlyElementsOf(texts(1, UNASKED + USUAL));
    }
  }

  @Test
  void aClientThatAsksOnceGetsBatchesOfThatSize() {
    write(1, 50);
    try (RawClient client = logIn()) {
      client.send(ask(20));
      assertThat(done(arrivedAndAcknowledged(client))).isFalse();
      assertThat(read).hasSize(UNASKED + 20);
      assertThat(done(arrivedAndAcknowledged(client))).isFalse();
      assertThat(read).hasSize(UNASKED + 40);
      assertThat(done(arrivedAndAcknowledged(client))).isTrue();
      assertThat(read).containsExactlyElementsOf(texts(1, 50));
    }
  }

  @Test
  void aClientThatAsksForEachBatchGetsNoMoreForItsAcknowledgements() {
    write(1, 40);
    try (RawClient client = logIn()) {
      client.send(ask(5));
      client.send(ask(5));
      arrivedAndAcknowledged(client);
      arrived(client);
      assertThat(read).hasSize(UNASKED + 10);
    }
  }

  @Test
  void whoNeitherAsksNorAcknowledgesGetsEverythingInTheEnd() {
    write(1, 12);
    try (RawClient client = logIn()) {
      assertThat(done(arrived(client))).isFalse();
      for (int second = 0; second < 9; second++) {
        sandbox.passSecond();
      }
      assertThat(done(arrived(client))).isFalse();
      assertThat(read).hasSize(UNASKED);
      sandbox.passSecond();
      assertThat(done(arrived(client))).isTrue();
      assertThat(read).containsExactlyElementsOf(texts(1, 12));
    }
  }

  @Test
  void liveTrafficComesBehindWhatWaited() {
    write(1, 8);
    try (RawClient client = logIn()) {
      client.ask("passive", "set", Node.of("active"));
      write(9, 10);
      client.send(ask(1));
      arrived(client);
      client.send(ask(50));
      List<Node> rest = arrived(client);
      List<Node> marked = rest.subList(0, 3);
      assertThat(marked.getLast().child("offline")).isPresent();
      assertThat(marked.subList(0, 2)).allMatch(n -> n.attribute("offline").isPresent());
      assertThat(rest.subList(3, 5)).allMatch(n -> n.attribute("offline").isEmpty());
    }
  }

  @Test
  void whatWasNotAcknowledgedComesAgainAfterTheNextLogin() {
    write(1, 8);
    try (RawClient client = logIn()) {
      arrivedAndAcknowledged(client);
      client.ask("w:p", "get");
    }
    try (RawClient client = logIn()) {
      Node preview = client.await("ib").requireChild("offline_preview");
      assertThat(preview.require("count")).isEqualTo("3");
      client.await(n -> n.child("offline").isPresent());
    }
  }
}

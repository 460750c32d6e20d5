package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.Companion;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.NewPhone;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.Message;

/** The same plan, seed, people, traffic and time go wrong in the same way in another network. */
class FaultsRepeatTest {

  private static final int ROUNDS = 12;

  private static final String RULES =
      """
      {"seed": %d, "faults": [
       {"fault": "duplicate", "probability": 0.4, "on": {"tag": "message", "direction": "to_device"}},
       {"fault": "delay", "millis": 2500, "probability": 0.4,
        "on": {"tag": "message", "direction": "to_device"}},
       {"fault": "reorder", "behind": 2, "probability": 0.3,
        "on": {"tag": "message", "direction": "to_device"}},
       {"fault": "nack", "code": 463, "probability": 0.5, "after": 1},
       {"fault": "query_error", "code": 500, "probability": 0.5}]}
      """;

  /** What happened: the strikes, and what each device heard in its order. */
  private record Story(JsonNode strikes, List<List<String>> heard) {}

  private record Member(RawClient client, List<Node> letters, List<Node> messages) {

    /** The next stanza that fits; messages before it are kept. */
    Node await(Predicate<Node> fits) {
      return client.await(
          n -> {
            if (n.tag().equals("message")) {
              messages.add(n);
            }
            return fits.test(n);
          });
    }
  }

  @Test
  void twoRunsUnderOneSeedTellTheSameStoryAndAnotherSeedAnother() throws Exception {
    Story first = run(7);
    assertThat(run(7)).isEqualTo(first);
    Story other = run(8);
    assertThat(other.strikes()).isNotEqualTo(first.strikes());
    assertThat(other.heard()).isNotEqualTo(first.heard());
    for (int rule = 0; rule < 5; rule++) {
      assertThat(first.strikes().findValuesAsText("rule")).contains(Integer.toString(rule));
    }
    for (List<String> device : first.heard()) {
      List<String> once = device.stream().distinct().toList();
      assertThat(once).hasSize(ROUNDS).isNotEqualTo(device);
      assertThat(once).isNotEqualTo(once.stream().sorted().toList());
    }
  }

  @Test
  void aSeedChoosesTheSameNewLidsForTheSameNumbers() {
    List<String> first = newLids(7);
    assertThat(first).doesNotHaveDuplicates();
    assertThat(newLids(7)).isEqualTo(first);
    assertThat(newLids(8)).doesNotContainAnyElementsOf(first);
  }

  private static List<String> newLids(long seed) {
    try (SandboxFixture sandbox = new SandboxFixture()) {
      List<Phone> before =
          List.of(phone(sandbox, "Ada", "+15550000001"), phone(sandbox, "Bob", "+15550000002"));
      String plan = "{\"seed\": %d, \"faults\": [{\"fault\": \"new_lid\"}]}";
      sandbox.control().faults().put(SandboxFixture.TENANT, plan.formatted(seed));
      List<Phone> now = sandbox.control().phones(SandboxFixture.TENANT);
      assertThat(now)
          .extracting(Phone::jid)
          .containsExactly(before.get(0).jid(), before.get(1).jid());
      assertThat(now)
          .extracting(Phone::lid)
          .doesNotContain(before.get(0).lid(), before.get(1).lid());
      return now.stream().map(Phone::lid).toList();
    }
  }

  private static Story run(long seed) throws Exception {
    try (SandboxFixture sandbox = new SandboxFixture()) {
      Phone cyd = phone(sandbox, "Cyd", "+15550000003");
      List<Phone> owners =
          List.of(phone(sandbox, "Ada", "+15550000001"), phone(sandbox, "Bob", "+15550000002"));
      List<Member> members = owners.stream().map(owner -> member(sandbox, owner, cyd)).toList();
      Map<String, String> words = new HashMap<>();
      sandbox.control().faults().put(SandboxFixture.TENANT, RULES.formatted(seed));
      for (int round = 0; round < ROUNDS; round++) {
        String text = String.format("%02d", round);
        for (Phone owner : owners) {
          words.put(say(sandbox, cyd, owner, text), text);
        }
        for (Member member : members) {
          ping(member, text);
          Node letter = member.letters().get(round);
          member.client().send(letter);
          String id = letter.require("id");
          member.await(n -> n.tag().equals("ack") && n.has("id", id));
        }
        sandbox.pass(Duration.ofSeconds(1));
      }
      sandbox.pass(Duration.ofSeconds(10));
      JsonNode strikes = strikes(sandbox);
      sandbox.control().faults().clear(SandboxFixture.TENANT);
      List<List<String>> heard = new ArrayList<>();
      for (int i = 0; i < members.size(); i++) {
        String last = say(sandbox, cyd, owners.get(i), "the end");
        heard.add(heard(members.get(i), last, words));
      }
      return new Story(strikes, heard);
    }
  }

  private static Phone phone(SandboxFixture sandbox, String name, String number) {
    return sandbox
        .control()
        .addPhone(SandboxFixture.TENANT, new NewPhone(name, Optional.of(number)));
  }

  /** A companion that is online, with a letter for each round that it need not ask keys for. */
  private static Member member(SandboxFixture sandbox, Phone owner, Phone reader) {
    Companion companion = Companion.pair(sandbox, owner.id());
    RawClient client = companion.goOnline();
    companion.takeWelcome(client);
    List<Node> letters =
        IntStream.range(0, ROUNDS)
            .mapToObj(round -> letter(companion, client, "LETTER" + round, reader))
            .toList();
    return new Member(client, letters, new ArrayList<>());
  }

  private static Node letter(Companion companion, RawClient client, String id, Phone reader) {
    return companion
        .message(
            client,
            id,
            Jid.parse(reader.jid()),
            Message.newBuilder().setConversation("a letter").build())
        .adding(Node.of("device-identity", companion.identity()));
  }

  private static String say(SandboxFixture sandbox, Phone from, Phone to, String text) {
    return sandbox
        .control()
        .send(SandboxFixture.TENANT, from.id(), SendRequest.text(to.jid(), text))
        .messageId();
  }

  private static JsonNode strikes(SandboxFixture sandbox) throws Exception {
    return new ObjectMapper()
        .readTree(sandbox.control().faults().faults(SandboxFixture.TENANT))
        .required("strikes");
  }

  private static void ping(Member member, String id) {
    member
        .client()
        .send(
            Node.of("iq", Node.of("ping"))
                .with("id", id)
                .with("to", Jid.NETWORK)
                .with("type", "get")
                .with("xmlns", "w:p"));
    member.await(n -> n.tag().equals("iq") && n.has("id", id));
  }

  private static List<String> heard(Member member, String lastId, Map<String, String> words) {
    member.await(n -> n.has("id", lastId));
    return member.messages().stream()
        .map(n -> n.require("id"))
        .filter(id -> !id.equals(lastId))
        .map(id -> words.getOrDefault(id, "?"))
        .toList();
  }
}

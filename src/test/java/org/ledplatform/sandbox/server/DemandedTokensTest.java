package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
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
import org.ledplatform.whatsapp.proto.Message;

/** A network that wants a token of trust before strangers are written to (protocol §8.9). */
class DemandedTokensTest {

  private final SandboxFixture sandbox = new SandboxFixture();
  private Phone ada;
  private Phone ben;
  private Companion bot;
  private RawClient client;
  private int ids;

  @BeforeEach
  void goOnline() {
    ada = sandbox.phone("Ada");
    ben = sandbox.phone("Ben");
    bot = Companion.pair(sandbox, ada.id());
    client = bot.goOnline();
    bot.takeWelcome(client);
    sandbox
        .control()
        .faults()
        .put(SandboxFixture.TENANT, "{\"faults\":[{\"fault\":\"demand_tokens\"}]}");
  }

  @AfterEach
  void close() {
    client.close();
    sandbox.close();
  }

  /** What the network answers to a message of ours to Ben that shows this token. */
  private String sent(Optional<byte[]> token) {
    String id = "M" + ids++;
    Message text = Message.newBuilder().setConversation("hello").build();
    Node message =
        bot.message(client, id, Jid.parse(ben.jid()), text)
            .adding(Node.of("device-identity", bot.identity()));
    client.send(token.map(t -> message.adding(Node.of("tctoken", t))).orElse(message));
    return client
        .await(n -> n.tag().equals("ack") && n.has("id", id))
        .attribute("error")
        .orElse("taken");
  }

  /** The token that one's companion gives the other. */
  private byte[] tokenOf(Phone by, long seconds) {
    Companion theirs = Companion.pair(sandbox, by.id());
    try (RawClient line = theirs.goOnline()) {
      theirs.takeWelcome(line);
      Node token =
          Node.of("token")
              .with("jid", ada.jid())
              .with("t", seconds)
              .with("type", "trusted_contact");
      line.ask("privacy", "set", Node.of("tokens", token));
      return client
          .await(n -> n.has("type", "privacy_token"))
          .requireChild("tokens")
          .requireChild("token")
          .bytes();
    }
  }

  private long now() {
    return sandbox.clock().instant().getEpochSecond();
  }

  private String strikes() {
    return sandbox.control().faults().faults(SandboxFixture.TENANT);
  }

  @Test
  void aStrangerIsWrittenToWithTheirTokenOnly() {
    assertThat(sent(Optional.empty())).isEqualTo("463");
    byte[] token = tokenOf(ben, now());
    assertThat(sent(Optional.empty())).isEqualTo("463");
    assertThat(sent(Optional.of(token))).isEqualTo("taken");
    assertThat(strikes().split("\"occasion\"", -1)).hasSize(3);
  }

  @Test
  void aTokenOfSomebodyElseOrFromLongAgoIsOfNoUse() {
    Phone cleo = sandbox.phone("Cleo");
    assertThat(sent(Optional.of(tokenOf(cleo, now())))).isEqualTo("463");
    byte[] old = tokenOf(ben, now() - Duration.ofDays(36).toSeconds());
    assertThat(sent(Optional.of(old))).isEqualTo("463");
    assertThat(sent(Optional.of(new byte[] {1, 2}))).isEqualTo("463");
  }

  @Test
  void whoWroteFirstIsAnswered() {
    sandbox
        .control()
        .send(SandboxFixture.TENANT, ben.id(), SendRequest.text(ada.jid(), "hello there"));
    client.await("message");
    assertThat(sent(Optional.empty())).isEqualTo("taken");
    assertThat(strikes()).contains("\"strikes\":[]");
  }
}

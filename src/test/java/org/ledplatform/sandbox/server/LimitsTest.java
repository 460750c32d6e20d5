package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.Companion;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.sandbox.fault.AccountLimits;
import org.ledplatform.whatsapp.node.Node;

/** What an account may not do or see for a while (protocol §8.8, §11). */
class LimitsTest {

  private final SandboxFixture sandbox = new SandboxFixture();
  private Phone ada;
  private Phone ben;
  private Companion bot;
  private RawClient client;

  @BeforeEach
  void goOnline() {
    ada = sandbox.phone("Ada");
    ben = sandbox.phone("Ben");
    bot = Companion.pair(sandbox, ada.id());
    client = bot.goOnline();
    bot.takeWelcome(client);
  }

  @AfterEach
  void close() {
    client.close();
    sandbox.close();
  }

  @Test
  void aCompanionHearsThatAViewOnceMessageIsNotForIt() {
    plan("{'fault':'unavailable','type':'view_once','times':1}");
    say("only once");
    Node withheld = client.await("message");
    assertThat(withheld.requireChild("unavailable").require("type")).isEqualTo("view_once");
    assertThat(withheld.child("enc")).isEmpty();
    assertThat(sandbox.shows(ada, 1).getFirst().text()).isEqualTo("only once");

    say("for all");
    Node message = client.await("message");
    assertThat(message.child("unavailable")).isEmpty();
    assertThat(message.child("enc")).isPresent();
  }

  @Test
  void whoAsksHearsOfNoLimitsButThoseInForce() {
    assertThat(asked(AccountLimits.TIMELOCK)).contains("\"is_active\":false");
    assertThat(asked(AccountLimits.CAPPING)).contains("{}");

    plan(
        "{'fault':'reachout_timelock','seconds':60},"
            + "{'fault':'message_capping','quota':20,'used':19}");
    String end = Long.toString(sandbox.clock().instant().getEpochSecond() + 60);
    assertThat(asked(AccountLimits.TIMELOCK)).contains("\"is_active\":true", end);
    assertThat(asked(AccountLimits.CAPPING)).contains("\"total_quota\":20", "\"used_quota\":19");

    sandbox.control().faults().clear(SandboxFixture.TENANT);
    assertThat(asked(AccountLimits.TIMELOCK)).contains("\"is_active\":false");
  }

  private String asked(String query) {
    return client
        .ask("w:mex", "get", Node.of("query", new byte[] {'{', '}'}).with("query_id", query))
        .requireChild("result")
        .text();
  }

  private void say(String text) {
    sandbox.control().send(SandboxFixture.TENANT, ben.id(), SendRequest.text(ada.jid(), text));
  }

  private void plan(String rules) {
    String plan = "{'faults':[" + rules + "]}";
    sandbox.control().faults().put(SandboxFixture.TENANT, plan.replace('\'', '"'));
  }
}

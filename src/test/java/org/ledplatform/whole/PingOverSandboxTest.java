package org.ledplatform.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ledplatform.whole.WholeHouse.OWNER;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.bot.BotId;
import org.ledplatform.bot.BotState;
import org.ledplatform.bot.Network;
import org.ledplatform.bot.SessionVault.VaultId;
import org.ledplatform.journal.LogType;
import org.ledplatform.sandbox.control.NewPhone;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.sandbox.control.ShownMessage;
import org.ledplatform.whole.CutConnector.Cut;
import org.ledplatform.whole.WholeHouse.Server;

/** The main job, end to end: a bot pairs by QR and answers {@code !ping}. */
@Timeout(60)
class PingOverSandboxTest {

  private static final String TENANT = "ada";

  @AutoClose private final WholeHouse house = new WholeHouse();
  private Phone botsPhone;
  private Phone visitor;

  @BeforeEach
  void twoPeopleHavePhones() {
    botsPhone = house.people.addPhone(TENANT, new NewPhone("Bot owner", Optional.empty()));
    visitor = house.people.addPhone(TENANT, new NewPhone("Visitor", Optional.empty()));
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
  }

  private void comesOnline(Server server, BotId bot) {
    soon().until(() -> server.bot(bot).state() == BotState.ONLINE);
  }

  private BotId pairedBot(Server server) {
    BotId bot = server.create("Ping", Network.SANDBOX);
    server.manager.start(OWNER, bot);
    soon().until(() -> server.qr(bot).isPresent());
    house.people.scan(TENANT, botsPhone.id(), server.qr(bot).orElseThrow());
    comesOnline(server, bot);
    return bot;
  }

  private String write(Phone from, String to, String text) {
    return house.people.send(TENANT, from.id(), SendRequest.text(to, text)).messageId();
  }

  private List<ShownMessage> received(Phone phone) {
    return house.people.messages(TENANT, phone.id(), Optional.empty(), Optional.empty()).stream()
        .filter(message -> !message.fromMe())
        .toList();
  }

  private ShownMessage theOnlyReply(String request) {
    soon().until(() -> !received(visitor).isEmpty());
    // A second reply would come before the answer to a later question, which keeps the order.
    String marker = write(visitor, botsPhone.jid(), "!uptime");
    soon().until(() -> received(visitor).stream().anyMatch(m -> quotes(m, marker)));
    List<ShownMessage> replies =
        received(visitor).stream().filter(m -> quotes(m, request)).toList();
    assertThat(replies).hasSize(1);
    return replies.getFirst();
  }

  private static boolean quotes(ShownMessage message, String request) {
    return message.quoted().map(q -> q.messageId().equals(request)).orElse(false);
  }

  @Test
  void pairsByQrAndAnswersOnceQuotingTheRequest() {
    Server server = house.server();
    BotId bot = pairedBot(server);

    String request = write(visitor, botsPhone.jid(), "!ping");

    assertThat(theOnlyReply(request).text()).startsWith("Pong!");
    assertThat(server.qr(bot)).isEmpty();
    assertThat(server.bot(bot).account().orElseThrow().phoneNumber())
        .isEqualTo(botsPhone.phoneNumber().substring(1));
    assertThat(house.log.all())
        .extracting(entry -> entry.type() + " " + entry.message())
        .contains("COMMAND ping: answered", "CONNECTION online");
    assertThat(house.log.all().toString())
        .as("no number in the log")
        .doesNotContain(botsPhone.phoneNumber().substring(1));
    assertThat(house.log.all()).noneMatch(entry -> entry.type() == LogType.ERROR);
  }

  @Test
  void answersItsOwnerFromAnotherDeviceOfTheSameAccount() {
    Server server = house.server();
    pairedBot(server);

    String request = write(botsPhone, visitor.jid(), "!ping");

    assertThat(
            soon()
                .until(
                    () -> received(visitor).stream().filter(m -> quotes(m, request)).findFirst(),
                    Optional::isPresent)
                .orElseThrow()
                .text())
        .startsWith("Pong!");
  }

  @Test
  void ordinaryTalkIsLeftAlone() {
    Server server = house.server();
    pairedBot(server);

    write(visitor, botsPhone.jid(), "hello");
    write(visitor, botsPhone.jid(), "!there is no such command");
    String request = write(visitor, botsPhone.jid(), "!ping");

    theOnlyReply(request);
    assertThat(received(visitor)).hasSize(2);
  }

  @Test
  void comesBackAfterARestartOfTheServerWithoutAQrAndAnswersWhatWaited() {
    Server first = house.server();
    BotId bot = pairedBot(first);
    first.shutDown();
    String request = write(visitor, botsPhone.jid(), "!ping");

    Server second = house.server();
    second.manager.startWanted();
    comesOnline(second, bot);

    assertThat(second.qr(bot)).isEmpty();
    assertThat(theOnlyReply(request).text()).startsWith("Pong!");
  }

  /**
   * The process dies once the reply is durable: before it leaves, or before the network says so.
   */
  @ParameterizedTest
  @EnumSource(Cut.class)
  void repliesOnceWhenTheServerIsKilledBetweenSettleAndAck(Cut cut) {
    var dead = new AtomicBoolean();
    var vault = new KillingVault(house.vault, () -> dead.set(true));
    Server first = house.server(vault, new CutConnector(house.connector(), cut, dead));
    BotId bot = pairedBot(first);
    // A first exchange, so that the next reply leaves without asking the network anything.
    theOnlyReply(write(visitor, botsPhone.jid(), "!ping"));
    vault.arm();
    String request = write(visitor, botsPhone.jid(), "!ping");
    soon().untilTrue(dead);
    if (cut == Cut.BEFORE_THE_ACK) {
      soon().until(() -> received(visitor).stream().anyMatch(m -> quotes(m, request)));
    } else {
      assertThat(received(visitor)).noneMatch(m -> quotes(m, request));
    }
    first.freeze();

    Server second = house.server();
    second.manager.startWanted();
    comesOnline(second, bot);

    assertThat(theOnlyReply(request).text()).startsWith("Pong!");
  }

  @Test
  void aRestartedBotAnswersAgain() {
    Server server = house.server();
    BotId bot = pairedBot(server);

    server.manager.restart(OWNER, bot);
    comesOnline(server, bot);

    assertThat(theOnlyReply(write(visitor, botsPhone.jid(), "!ping")).text()).startsWith("Pong!");
  }

  @Test
  void aRedeployedBotWaitsForPairingAnew() {
    Server server = house.server();
    BotId bot = pairedBot(server);

    server.manager.redeploy(OWNER, bot);

    soon()
        .until(
            () ->
                server.bot(bot).state() == BotState.AWAITING_PAIRING && server.qr(bot).isPresent());
    house.people.scan(TENANT, botsPhone.id(), server.qr(bot).orElseThrow());
    comesOnline(server, bot);
    assertThat(theOnlyReply(write(visitor, botsPhone.jid(), "!ping")).text()).startsWith("Pong!");
  }

  /** Whether it is live or stopped, its phone hears that the device is gone. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRemovedBotLeavesTheAccountAndItsVault(boolean stoppedFirst) {
    Server server = house.server();
    BotId bot = pairedBot(server);
    if (stoppedFirst) {
      server.manager.stop(OWNER, bot);
    }

    assertThat(server.manager.remove(OWNER, bot)).isTrue();

    assertThat(house.vault.isEmpty(new VaultId(OWNER, bot))).isTrue();
    soon().until(() -> house.companionsOf(TENANT, botsPhone.id()) == 0);
  }

  @Test
  void aBotOnANetworkThatIsSwitchedOffSaysSo() {
    Server server = house.server();
    BotId bot = server.create("Real", Network.WHATSAPP);

    server.manager.start(OWNER, bot);

    soon().until(() -> server.bot(bot).state() == BotState.ERROR);
    assertThat(server.bot(bot).stateReason())
        .isEqualTo("The network whatsapp is switched off on this server");
  }
}

package org.ledplatform.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.bot.SampleBots.ADA;
import static org.ledplatform.bot.SampleBots.BOB;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.account.TurnableClock;

class BotPairingTest {

  private static final Duration SHORT = Duration.ofMillis(20);

  private final MemorySessionVault vault = new MemorySessionVault();
  private final FakeLinks links = new FakeLinks();
  private final RecordedBotEvents events = new RecordedBotEvents();
  private final TurnableClock clock = new TurnableClock();
  private final BotManager manager =
      new BotManager(
          new MemoryBots(),
          vault,
          new SingleNodePlacement(vault, "node-1"),
          links,
          new RunningBots(),
          events,
          Runnable::run,
          clock,
          () -> "bot-1",
          _ -> Optional.empty(),
          3);
  private final BotPairing pairing = manager.pairing();
  private final Bot bot =
      ((BotManager.Creation.Created) manager.create(ADA, NewBot.named("Ping", Network.SANDBOX)))
          .bot();

  private CodeAnswer ask() {
    return pairing.askForCode(ADA, bot.id(), "+49 170 1234567", SHORT);
  }

  private void waitForPairing() {
    manager.start(ADA, bot.id());
    links.last().tell(new LinkEvent.QrOffered("qr", clock.instant().plusSeconds(60)));
  }

  private void offer(String code, Instant until) {
    links.last().tell(new LinkEvent.CodeOffered(code, until));
  }

  @Test
  void aBotThatWaitsForPairingGivesTheCodeOfItsLink() {
    waitForPairing();
    CodeAnswer code = new CodeAnswer.Offered(new PairingCode("ABCD-EFGH", clock.instant()));
    links.last().codeAnswer.complete(code);
    assertThat(ask()).isEqualTo(code);
  }

  @Test
  void aBotThatIsStoppedOrPairedIsNotWaiting() {
    assertThat(ask()).isEqualTo(new CodeAnswer.NotWaiting());
    waitForPairing();
    links.last().tell(new LinkEvent.Paired(SampleBots.account("4915")));
    assertThat(ask()).isEqualTo(new CodeAnswer.NotWaiting());
  }

  @Test
  void somebodyElseFindsNoBotAndSeesNoCode() {
    waitForPairing();
    offer("ABCD-EFGH", clock.instant().plusSeconds(60));
    assertThat(pairing.askForCode(BOB, bot.id(), "491701234567", SHORT))
        .isEqualTo(new CodeAnswer.NoSuchBot());
    assertThat(pairing.code(BOB, bot.id())).isEmpty();
  }

  @Test
  void aNetworkThatStaysSilentIsNotWaitedForForEver() {
    waitForPairing();
    assertThat(ask()).isInstanceOf(CodeAnswer.Refused.class);
  }

  @Test
  void aCodeIsShownUntilItExpiresAndToldToWhoeverListens() {
    waitForPairing();
    int told = events.changes.size();
    offer("ABCD-EFGH", clock.instant().plusSeconds(60));
    assertThat(pairing.code(ADA, bot.id())).map(PairingCode::code).contains("ABCD-EFGH");
    assertThat(events.changes).hasSize(told + 1);
    clock.turn(Duration.ofSeconds(60));
    assertThat(pairing.code(ADA, bot.id())).isEmpty();
  }

  @Test
  void aCodeOutlivesTheQrsBesideItAndGoesWithThePairing() {
    waitForPairing();
    offer("ABCD-EFGH", clock.instant().plusSeconds(60));
    links.last().tell(new LinkEvent.QrOffered("qr-2", clock.instant().plusSeconds(20)));
    assertThat(pairing.code(ADA, bot.id())).isPresent();
    links.last().tell(new LinkEvent.Paired(SampleBots.account("4915")));
    assertThat(pairing.code(ADA, bot.id())).isEmpty();
  }

  @Test
  void aCodeThatComesTooLateIsNotShown() {
    waitForPairing();
    links.last().tell(new LinkEvent.Paired(SampleBots.account("4915")));
    offer("ABCD-EFGH", clock.instant().plusSeconds(60));
    assertThat(pairing.code(ADA, bot.id())).isEmpty();
  }
}

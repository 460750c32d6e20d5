package org.ledplatform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.bot.SampleBots.ADA;
import static org.ledplatform.bot.SampleBots.BOB;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.BotState;
import org.ledplatform.bot.CodeAnswer;
import org.ledplatform.bot.LinkEvent;
import org.ledplatform.bot.Network;
import org.ledplatform.bot.PairingCode;
import org.ledplatform.journal.LogEntry;
import org.ledplatform.journal.LogType;
import org.ledplatform.web.SandboxChat.Person;

class BotPageTest {

  private final WebWorld world = new WebWorld();

  @Test
  void showsABotToItsOwner() {
    Bot bot = world.create("Ping", Network.SANDBOX);
    world.log.append(
        new LogEntry("1", ADA, bot.id(), LogType.INFO, "hello", Map.of(), world.clock.instant()));
    BotPage page = world.botPage(bot);

    page.load();

    assertThat(page.getBot().name()).isEqualTo("Ping");
    assertThat(page.getLines()).extracting(LogEntry::message).containsExactly("hello");
    assertThat(page.isQrShown()).isFalse();
    assertThat(world.page.notFound).isZero();
  }

  @Test
  void isNotThereForAnybodyElse() {
    Bot bot = world.waiting("Ping");
    world.readAs(BOB);
    BotPage page = world.botPage(bot);

    page.load();

    assertThat(world.page.notFound).isOne();
    assertThat(page.isThere()).isFalse();
    assertThat(page.isQrShown()).isFalse();
    assertThat(page.getLines()).isEmpty();
  }

  @Test
  void doesNothingToABotOfSomebodyElse() {
    Bot bot = world.online("Ping", "4915");
    world.readAs(BOB);
    BotPage page = world.botPage(bot);

    page.stop();
    page.restart();
    page.redeploy();
    page.delete();

    assertThat(world.page.failed).containsExactly("bot.gone", "bot.gone", "bot.gone", "bot.gone");
    assertThat(world.manager.find(ADA, bot.id()).map(Bot::state)).contains(BotState.ONLINE);
  }

  @Test
  void leadsBackToTheFleetWhenTheBotVanishesUnderTheReader() {
    Bot bot = world.create("Ping", Network.SANDBOX);
    BotPage page = world.botPage(bot);
    world.manager.remove(ADA, bot.id());
    world.page.partial = true;

    page.load();

    assertThat(world.page.went).containsExactly("/bots");
    assertThat(world.page.notFound).isZero();
  }

  @Test
  void showsThePresentQrHoweverLateItIsOpened() {
    Bot bot = world.waiting("Ping");
    world.clock.turn(Duration.ofSeconds(15));
    BotPage page = world.botPage(bot);

    page.load();

    assertThat(page.isQrShown()).isTrue();
    assertThat(page.getQrSvg()).startsWith("<svg");
    assertThat(page.getQrRemainingSeconds()).isEqualTo(5);
    assertThat(page.getBot().pairing()).isTrue();
  }

  @Test
  void neverShowsAQrThatHasRunOut() {
    Bot bot = world.waiting("Ping");
    world.clock.turn(Duration.ofSeconds(20));
    BotPage page = world.botPage(bot);

    page.load();

    assertThat(page.isQrShown()).isFalse();
    assertThat(page.getQrSvg()).isEmpty();
  }

  @Test
  void pairsWithANewPhoneOfTheBotsName() {
    Bot bot = world.waiting("Ping");

    world.botPage(bot).pairWithSandboxPhone();

    assertThat(world.sandboxChat.people(ADA)).extracting(Person::name).containsExactly("Ping");
    assertThat(world.sandboxChat.scanned).containsExactly("p1 qr of Ping");
    assertThat(world.page.done).containsExactly("done.pair");
  }

  @Test
  void pairsAgainWithThePhoneThatIsFreeAndNeverWithOneThatIsTaken() {
    Person taken = world.sandboxChat.addPerson(ADA, "Ping");
    world.online("Ping", taken.phoneNumber());
    Person free = world.sandboxChat.addPerson(ADA, "Ping");
    Bot bot = world.waiting("Ping");

    world.botPage(bot).pairWithSandboxPhone();

    assertThat(world.sandboxChat.scanned).containsExactly(free.id() + " qr of Ping");
  }

  @Test
  void saysWhyItCannotPair() {
    Bot stopped = world.create("Ping", Network.SANDBOX);
    world.botPage(stopped).pairWithSandboxPhone();
    Bot bot = world.waiting("Pong");
    world.sandboxChat.refusal = Optional.of("too late");
    world.botPage(bot).pairWithSandboxPhone();

    assertThat(world.page.failed).containsExactly("pair.noQr", "pair.refused");
  }

  @Test
  void shortensALongNameForThePhoneWithoutCuttingACharacter() {
    Bot bot = world.waiting("a" + "🤖".repeat(39));

    world.botPage(bot).pairWithSandboxPhone();

    String name = world.sandboxChat.people(ADA).getFirst().name();
    assertThat(name.length()).isLessThanOrEqualTo(64);
    assertThat(name.codePoints().skip(1)).allMatch(c -> c == "🤖".codePointAt(0));
  }

  @Test
  void stopsToAskForPairingOnceItIsPaired() {
    Bot bot = world.waiting("Ping");
    world
        .links
        .getLast()
        .accept(new LinkEvent.Paired(org.ledplatform.bot.SampleBots.account("4915")));
    BotPage page = world.botPage(bot);

    page.load();

    assertThat(page.getBot().pairing()).isFalse();
    assertThat(page.getBot().number()).isEqualTo("4915");
  }

  @Test
  void showsThePairingCodeThatWasAskedForUntilItExpires() {
    Bot bot = world.waiting("Ping");
    PairingCode code = new PairingCode("ABCD-EFGH", world.clock.instant().plusSeconds(100));
    world.codeAnswer = new CodeAnswer.Offered(code);
    BotPage page = world.botPage(bot);
    page.setPhoneNumber(" +49 170 1234567 ");

    page.askForCode();
    world.links.getLast().accept(new LinkEvent.CodeOffered(code.code(), code.expiresAt()));
    page.load();

    assertThat(page.isCodeShown()).isTrue();
    assertThat(page.getCode()).isEqualTo("ABCD-EFGH");
    assertThat(page.getCodeRemainingSeconds()).isEqualTo(100);
    assertThat(page.getPhoneNumber()).isEmpty();
    world.clock.turn(Duration.ofSeconds(100));
    page.load();
    assertThat(page.isCodeShown()).isFalse();
  }

  @Test
  void saysWhyThereIsNoPairingCode() {
    Bot bot = world.waiting("Ping");
    BotPage page = world.botPage(bot);
    for (CodeAnswer answer :
        List.of(
            new CodeAnswer.BadNumber("x"),
            new CodeAnswer.NotWaiting(),
            new CodeAnswer.TooMany(),
            new CodeAnswer.Refused("x"))) {
      world.codeAnswer = answer;
      page.askForCode();
    }

    assertThat(world.page.wrong).containsExactly("bot:phone code.badNumber");
    assertThat(world.page.failed)
        .containsExactly("code.notWaiting", "code.tooMany", "code.refused");
  }

  @Test
  void nobodyElseGetsACode() {
    Bot bot = world.waiting("Ping");
    world
        .links
        .getLast()
        .accept(new LinkEvent.CodeOffered("ABCD-EFGH", world.clock.instant().plusSeconds(100)));
    world.readAs(BOB);
    BotPage page = world.botPage(bot);

    page.askForCode();
    page.load();

    assertThat(page.isCodeShown()).isFalse();
    assertThat(world.page.failed).containsExactly("bot.gone");
  }
}

package org.ledplatform.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.bot.SampleBots.ADA;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.account.FieldProblem;
import org.ledplatform.account.TurnableClock;
import org.ledplatform.bot.BotManager.Change;
import org.ledplatform.bot.BotManager.Creation;

/** The proxy among a bot's settings: who sees what of it, and what a change keeps. */
class ProxySettingTest {

  private static final String ADDRESS = "socks5://ada:secret@proxy.example.org:1080";
  private static final String MASKED = "socks5://ada:***@proxy.example.org:1080";

  private final MemoryBots bots = new MemoryBots();
  private final MemorySessionVault vault = new MemorySessionVault();
  private final FakeLinks links = new FakeLinks();
  private final RecordedBotEvents events = new RecordedBotEvents();
  private final AtomicInteger ids = new AtomicInteger();
  private final BotManager manager =
      new BotManager(
          bots,
          vault,
          new SingleNodePlacement(vault, "node-1"),
          links,
          new RunningBots(),
          events,
          Runnable::run,
          new TurnableClock(),
          () -> "bot-" + ids.incrementAndGet(),
          address ->
              Optional.of("is not liked").filter(_ -> !address.contains("proxy.example.org")),
          10);

  private Creation create(Network network, String proxy) {
    return manager.create(
        ADA, new NewBot("n", network, "!", Optional.empty(), Map.of("a", "b", "proxy", proxy)));
  }

  private Bot created() {
    return ((Creation.Created) create(Network.WHATSAPP, " " + ADDRESS + " ")).bot();
  }

  private Change change(Bot bot, Map<String, String> config) {
    return manager.change(
        ADA, bot.id(), new BotPatch(Optional.empty(), Optional.empty(), Optional.of(config)));
  }

  private static Bot changed(Change change) {
    return ((Change.Changed) change).bot();
  }

  private static List<FieldProblem> problems(Change change) {
    return ((Change.Invalid) change).problems();
  }

  @Test
  void nobodyIsShownThePassword() {
    Bot bot = created();
    assertThat(bot.config()).isEqualTo(Map.of("a", "b", "proxy", MASKED));
    assertThat(bot.proxy()).map(BotProxy::address).contains(ADDRESS);
    assertThat(bots.find(ADA, bot.id())).contains(bot);
    assertThat(bot.toString()).doesNotContain("secret");
    assertThat(events.changes.toString()).doesNotContain("secret").contains("***");
    Map<String, String> config = Map.of("proxy", ADDRESS);
    assertThat(
            new BotPatch(Optional.empty(), Optional.empty(), Optional.of(config)).toString()
                + new NewBot("n", Network.WHATSAPP, "!", Optional.empty(), config))
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "http://proxy.example.org:1, http://proxy.example.org:1",
    "http://a:b%40%3A@[2001:db8::1]:1, http://a:***@[2001:db8::1]:1",
    "socks5://a:a@a:1, socks5://a:***@a:1",
    "socks5://socks5:socks5@socks5:1, socks5://socks5:***@socks5:1"
  })
  void theRestOfTheAddressIsShown(String address, String masked) {
    assertThat(new BotProxy(address).masked()).isEqualTo(masked);
  }

  @Test
  void whoSendsBackWhatTheyWereShownKeepsThePassword() {
    Bot bot = created();
    Bot after = changed(change(bot, Map.of("proxy", MASKED, "language", "pt")));
    assertThat(after.proxy()).isEqualTo(bot.proxy());
    assertThat(after.config()).isEqualTo(Map.of("proxy", MASKED, "language", "pt"));
  }

  /** Else whoever gets hold of the account sends the password to a proxy of their own. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "socks5://ada:***@proxy.example.org:1081",
        "socks5://ada:***@elsewhere.example.org:1080",
        "http://ada:***@proxy.example.org:1080",
        "socks5://bob:***@proxy.example.org:1080"
      })
  void thePasswordGoesNowhereElse(String proxy) {
    Bot bot = created();
    assertThat(problems(change(bot, Map.of("proxy", proxy))))
        .containsExactly(
            new FieldProblem(
                "config.proxy", "needs the password again when anything else of it changes"));
    assertThat(bots.find(ADA, bot.id())).contains(bot);
  }

  @Test
  void otherSettingsWithoutItTakeItAway() {
    Bot bot = created();
    assertThat(changed(change(bot, Map.of("proxy", " "))).proxy()).isEmpty();
    assertThat(changed(change(created(), Map.of())).config()).isEmpty();
    assertThat(
            changed(
                    manager.change(
                        ADA,
                        created().id(),
                        new BotPatch(Optional.of("x"), Optional.empty(), Optional.empty())))
                .proxy())
        .isPresent();
  }

  @Test
  void whatTheServerDoesNotTakeIsNotStored() {
    List<FieldProblem> refused = List.of(new FieldProblem("config.proxy", "is not liked"));
    assertThat(create(Network.WHATSAPP, "http://127.0.0.1:1"))
        .isEqualTo(new Creation.Invalid(refused));
    assertThat(problems(change(created(), Map.of("proxy", "http://127.0.0.1:1"))))
        .isEqualTo(refused);
    assertThat(create(Network.SANDBOX, ADDRESS))
        .isInstanceOfSatisfying(
            Creation.Invalid.class,
            invalid ->
                assertThat(invalid.problems().getFirst().message()).contains("opens no connec"));
  }

  @Test
  void aChangedProxyCountsFromTheNextStartOn() {
    Bot bot = created();
    manager.start(ADA, bot.id());
    assertThat(links.last().bot.proxy()).map(BotProxy::address).contains(ADDRESS);
    change(bot, Map.of("proxy", "http://proxy.example.org:3128"));
    assertThat(links.made).hasSize(1);
    manager.restart(ADA, bot.id());
    assertThat(links.last().bot.proxy())
        .map(BotProxy::address)
        .contains("http://proxy.example.org:3128");
  }
}

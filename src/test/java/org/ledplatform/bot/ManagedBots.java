package org.ledplatform.bot;

import static org.ledplatform.bot.SampleBots.ADA;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.ledplatform.account.TurnableClock;
import org.ledplatform.bot.BotManager.Creation;
import org.ledplatform.bot.SessionVault.VaultId;

/** A manager of bots over links that a test plays. */
abstract class ManagedBots {

  final MemoryBots bots = new MemoryBots();
  final MemorySessionVault vault = new MemorySessionVault();
  final FakeLinks links = new FakeLinks();
  final RunningBots running = new RunningBots();
  final RecordedBotEvents events = new RecordedBotEvents();
  final TurnableClock clock = new TurnableClock();
  final AtomicInteger ids = new AtomicInteger();
  BotManager manager = newManager();

  BotManager newManager() {
    return new BotManager(
        bots,
        vault,
        new SingleNodePlacement(vault, "node-1"),
        links,
        running,
        events,
        Runnable::run,
        clock,
        () -> "bot-" + ids.incrementAndGet(),
        _ -> Optional.empty(),
        3);
  }

  Bot created() {
    return ((Creation.Created) manager.create(ADA, NewBot.named("Ping", Network.SANDBOX))).bot();
  }

  Bot stored(Bot bot) {
    return bots.find(ADA, bot.id()).orElseThrow();
  }

  void writeSomethingToTheVault(Bot bot, long fence) {
    vault.commit(
        new VaultId(ADA, bot.id()),
        fence,
        List.of(new SessionVault.Change("K", "n", Optional.of(new byte[1]))));
  }
}

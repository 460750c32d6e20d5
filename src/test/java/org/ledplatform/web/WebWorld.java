package org.ledplatform.web;

import static org.ledplatform.bot.SampleBots.ADA;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.ledplatform.account.TurnableClock;
import org.ledplatform.account.UserId;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.BotLink;
import org.ledplatform.bot.BotManager;
import org.ledplatform.bot.BotManager.Creation;
import org.ledplatform.bot.CodeAnswer;
import org.ledplatform.bot.LinkEvent;
import org.ledplatform.bot.MemoryBots;
import org.ledplatform.bot.MemorySessionVault;
import org.ledplatform.bot.Network;
import org.ledplatform.bot.NewBot;
import org.ledplatform.bot.RecordedBotEvents;
import org.ledplatform.bot.RunningBots;
import org.ledplatform.bot.SampleBots;
import org.ledplatform.bot.SingleNodePlacement;
import org.ledplatform.journal.MemoryBotLog;

/** Backing beans on features in memory; the test plays the network and the reader. */
final class WebWorld {

  private static final int MOST_BOTS = 3;

  final TurnableClock clock = new TurnableClock();
  final MemoryBotLog log = new MemoryBotLog();
  final MemorySandboxChat sandboxChat = new MemorySandboxChat();
  final RecordedPage page = new RecordedPage();
  final List<Consumer<LinkEvent>> links = new ArrayList<>();
  final BotManager manager = manager();
  private UserId reader = ADA;

  private BotManager manager() {
    MemorySessionVault vault = new MemorySessionVault();
    AtomicInteger ids = new AtomicInteger();
    return new BotManager(
        new MemoryBots(),
        vault,
        new SingleNodePlacement(vault, "node-1"),
        new SilentLinks(),
        new RunningBots(),
        new RecordedBotEvents(),
        Runnable::run,
        clock,
        () -> "bot-" + ids.incrementAndGet(),
        _ -> Optional.empty(),
        MOST_BOTS);
  }

  /** From now on this user looks at the pages. */
  void readAs(UserId user) {
    reader = user;
  }

  CodeAnswer codeAnswer = new CodeAnswer.NotWaiting();

  Bot create(String name, Network network) {
    clock.turn(Duration.ofSeconds(1));
    return ((Creation.Created) manager.create(ADA, NewBot.named(name, network))).bot();
  }

  /** A started bot that shows a QR. */
  Bot waiting(String name) {
    Bot bot = create(name, Network.SANDBOX);
    manager.start(ADA, bot.id());
    links
        .getLast()
        .accept(new LinkEvent.QrOffered("qr of " + name, clock.instant().plusSeconds(20)));
    return bot;
  }

  /** A bot that is online with this number. */
  Bot online(String name, String number) {
    Bot bot = waiting(name);
    links.getLast().accept(new LinkEvent.Paired(SampleBots.account(number)));
    links.getLast().accept(new LinkEvent.Online(SampleBots.account(number)));
    return bot;
  }

  CurrentUser me() {
    return new CurrentUser() {
      @Override
      public UserId userId() {
        return reader;
      }
    };
  }

  BotActions actions() {
    BotActions actions = new BotActions();
    actions.bots = manager;
    actions.me = me();
    actions.page = page;
    return actions;
  }

  SandboxPhones phones() {
    SandboxPhones phones = new SandboxPhones();
    phones.manager = manager;
    phones.sandboxChat = sandboxChat;
    return phones;
  }

  FleetPage fleetPage() {
    FleetPage fleet = new FleetPage();
    fleet.manager = manager;
    fleet.actions = actions();
    fleet.me = me();
    fleet.page = page;
    return fleet;
  }

  BotPage botPage(Bot bot) {
    page.params.put("id", bot.id().value());
    BotPage botPage = new BotPage();
    botPage.manager = manager;
    botPage.log = log;
    botPage.actions = actions();
    botPage.phones = phones();
    botPage.me = me();
    botPage.page = page;
    botPage.clock = clock;
    botPage.read();
    return botPage;
  }

  NewBotPage newBotPage() {
    NewBotPage newBot = new NewBotPage();
    newBot.manager = manager;
    newBot.sandboxChat = sandboxChat;
    newBot.me = me();
    newBot.page = page;
    return newBot;
  }

  SandboxPage sandboxPage() {
    SandboxPage sandbox = new SandboxPage();
    sandbox.manager = manager;
    sandbox.sandboxChat = sandboxChat;
    sandbox.phones = phones();
    sandbox.me = me();
    sandbox.page = page;
    sandbox.read();
    return sandbox;
  }

  /** Links on which the test plays the network. */
  private final class SilentLinks implements BotLink.Factory {
    @Override
    public BotLink create(Bot bot, long fence, Consumer<LinkEvent> events) {
      links.add(events);
      return new SilentLink();
    }

    @Override
    public Optional<BotLink> farewell(Bot bot) {
      return Optional.empty();
    }
  }

  /** A link that goes nowhere, and answers the wish for a code as the test wants. */
  private final class SilentLink implements BotLink {
    @Override
    public CompletionStage<CodeAnswer> requestCode(String phoneNumber) {
      return CompletableFuture.completedStage(codeAnswer);
    }

    @Override
    public void open() {}

    @Override
    public void close() {}

    @Override
    public void logOut() {}

    @Override
    public void tick() {}
  }
}

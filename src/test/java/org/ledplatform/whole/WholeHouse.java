package org.ledplatform.whole;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.ledplatform.account.UserId;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.BotChanged;
import org.ledplatform.bot.BotEvents;
import org.ledplatform.bot.BotId;
import org.ledplatform.bot.BotManager;
import org.ledplatform.bot.BotRemoved;
import org.ledplatform.bot.MemoryBots;
import org.ledplatform.bot.MemorySessionVault;
import org.ledplatform.bot.Network;
import org.ledplatform.bot.NewBot;
import org.ledplatform.bot.RunningBots;
import org.ledplatform.bot.SessionVault;
import org.ledplatform.bot.SingleNodePlacement;
import org.ledplatform.command.CommandRegistry;
import org.ledplatform.command.Languages;
import org.ledplatform.command.builtin.core.InfoCommand;
import org.ledplatform.command.builtin.core.MenuCommand;
import org.ledplatform.command.builtin.core.PingCommand;
import org.ledplatform.command.builtin.core.UptimeCommand;
import org.ledplatform.conversation.CommandGate;
import org.ledplatform.conversation.CommandParser;
import org.ledplatform.conversation.CommandRunner;
import org.ledplatform.conversation.Cooldowns;
import org.ledplatform.conversation.HandleMessage;
import org.ledplatform.conversation.IncidentNumbers;
import org.ledplatform.conversation.MessageIntake;
import org.ledplatform.conversation.RateLimits.Verdict;
import org.ledplatform.journal.BotJournal;
import org.ledplatform.journal.MemoryBotLog;
import org.ledplatform.link.AllowedProxies;
import org.ledplatform.link.BotProxies;
import org.ledplatform.link.LinkReplySender;
import org.ledplatform.link.LiveLinks;
import org.ledplatform.link.NetworkAccess;
import org.ledplatform.link.NetworkWay;
import org.ledplatform.link.WhatsAppLinks;
import org.ledplatform.sandbox.SandboxNetwork;
import org.ledplatform.sandbox.control.SandboxControl;
import org.ledplatform.sandbox.storage.MemorySandboxStorage;
import org.ledplatform.whatsapp.client.ClientVersion;
import org.ledplatform.whatsapp.client.ClientVersions;
import org.ledplatform.whatsapp.media.Thumbnailer;
import org.ledplatform.whatsapp.socket.AddressBook;
import org.ledplatform.whatsapp.socket.MemorySockets;
import org.ledplatform.whatsapp.socket.SocketConnector;

/**
 * The platform without a container: real features, real link, real client, a real sandbox network
 * over sockets in memory, and stores that outlive a {@link Server}.
 */
final class WholeHouse implements AutoCloseable {

  static final UserId OWNER = new UserId("ada");

  final MemoryBots bots = new MemoryBots();
  final MemorySessionVault vault = new MemorySessionVault();
  final MemoryBotLog log = new MemoryBotLog();
  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
  private final SandboxNetwork network =
      new SandboxNetwork(new MemorySandboxStorage(), threads, clock, random);
  final SandboxControl people = new SandboxControl(network);
  private final List<Server> servers = new CopyOnWriteArrayList<>();

  WholeHouse() {
    ticker.scheduleAtFixedRate(this::tick, 100, 100, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    network.tick();
    servers.forEach(server -> server.manager.tick());
  }

  /** How many devices besides the phone the network counts for this person. */
  int companionsOf(String tenant, String phoneId) {
    var account = network.phones().find(tenant, phoneId).orElseThrow().account().orElseThrow();
    return network.server().devices(account).size() - 1;
  }

  /** Connections to the network. */
  SocketConnector connector() {
    return MemorySockets.connector(network::accept, threads);
  }

  /** A server over the stores of this house. */
  Server server() {
    return server(vault, connector());
  }

  /** A server that sees the stores and the network through these. */
  Server server(SessionVault throughVault, SocketConnector throughConnector) {
    var server = new Server(throughVault, throughConnector);
    servers.add(server);
    return server;
  }

  @Override
  public void close() {
    ticker.shutdownNow();
    servers.forEach(server -> server.manager.shutdown());
    network.close();
    threads.shutdownNow();
  }

  /** What one process runs. */
  final class Server {

    final BotManager manager;

    Server(SessionVault vault, SocketConnector connector) {
      var running = new RunningBots();
      var journal = new BotJournal(log, _ -> {}, clock);
      var live = new LiveLinks();
      var handle =
          new HandleMessage(
              running,
              new CommandParser(),
              new CommandGate((_, _) -> new Verdict.Allowed(), new Cooldowns(100, clock)),
              new CommandRegistry(
                  List.of(
                      new PingCommand(),
                      new MenuCommand(),
                      new UptimeCommand(),
                      new InfoCommand())),
              new CommandRunner(new IncidentNumbers(random)),
              Languages.load(),
              new LinkReplySender(live),
              journal,
              clock);
      var intake = new MessageIntake(handle::handle, threads, clock, MessageIntake.Limits.USUAL);
      var access =
          new NetworkAccess(
              connector,
              network.rootKey(),
              ClientVersions.fixed(ClientVersion.KNOWN_GOOD),
              Optional.empty());
      manager =
          new BotManager(
              bots,
              vault,
              new SingleNodePlacement(vault, "node-1"),
              new WhatsAppLinks(
                  Map.of(Network.SANDBOX, NetworkWay.inside(access)),
                  new BotProxies(
                      AllowedProxies.NONE, AddressBook.ofTheMachine(), Duration.ofSeconds(1)),
                  vault,
                  intake,
                  live,
                  Thumbnailer.NONE,
                  threads,
                  clock,
                  random),
              running,
              new Journaled(journal),
              threads,
              clock,
              () -> UUID.randomUUID().toString(),
              _ -> Optional.empty(),
              20);
    }

    BotId create(String name, Network network) {
      return ((BotManager.Creation.Created) manager.create(OWNER, NewBot.named(name, network)))
          .bot()
          .id();
    }

    Bot bot(BotId id) {
      return manager.find(OWNER, id).orElseThrow();
    }

    Optional<String> qr(BotId id) {
      return manager.qr(OWNER, id).map(qr -> qr.text());
    }

    /** From now on it gets no ticks: as good as dead, as long as it also reaches nothing. */
    void freeze() {
      servers.remove(this);
    }

    /** As at an orderly end of the process. */
    void shutDown() {
      servers.remove(this);
      manager.shutdown();
    }
  }

  private record Journaled(BotJournal journal) implements BotEvents {
    @Override
    public void changed(BotChanged event) {
      journal.changed(event);
    }

    @Override
    public void removed(BotRemoved event) {
      journal.removed(event);
    }

    @Override
    public void noted(Bot bot, String message) {
      journal.noted(bot, message);
    }
  }
}

package org.ledplatform.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ledplatform.bot.SampleBots.ADA;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.BotLink;
import org.ledplatform.bot.BotPatch;
import org.ledplatform.bot.LinkEvent;
import org.ledplatform.bot.MemorySessionVault;
import org.ledplatform.bot.Network;
import org.ledplatform.bot.SampleBots;
import org.ledplatform.conversation.MessageIntake;
import org.ledplatform.whatsapp.client.ClientVersion;
import org.ledplatform.whatsapp.client.ClientVersions;
import org.ledplatform.whatsapp.media.Thumbnailer;
import org.ledplatform.whatsapp.noise.WhatsAppRoot;
import org.ledplatform.whatsapp.socket.AddressBook;
import org.ledplatform.whatsapp.socket.LoopbackProxy;
import org.ledplatform.whatsapp.socket.ProxiedWebSocketConnector;
import org.ledplatform.whatsapp.socket.SocketConnector;
import org.ledplatform.whatsapp.socket.Tunnel;

/** Nothing of a bot that has a proxy goes around it. */
class WhatsAppLinksTest {

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final LoopbackProxy proxy = new LoopbackProxy(executor, server.getLocalPort());
  private final List<LinkEvent> heard = new ArrayList<>();

  WhatsAppLinksTest() throws IOException {}

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    server.close();
    executor.shutdownNow();
  }

  private WhatsAppLinks links(NetworkWay way) {
    return new WhatsAppLinks(
        Map.of(Network.WHATSAPP, way),
        new BotProxies(
            AllowedProxies.parse("127.0.0.1").orElseThrow(),
            AddressBook.ofTheMachine(),
            Duration.ofSeconds(5)),
        new MemorySessionVault(),
        new MessageIntake((_, _) -> {}, executor, Clock.systemUTC(), MessageIntake.Limits.USUAL),
        new LiveLinks(),
        Thumbnailer.NONE,
        executor,
        Clock.systemUTC(),
        new SecureRandom());
  }

  /** A network whose usual way is not to be taken. */
  private NetworkWay throughTunnelsOnly() {
    return new NetworkWay() {
      @Override
      public NetworkAccess usual() {
        throw new AssertionError("this goes around the proxy");
      }

      @Override
      public NetworkAccess through(Tunnel tunnel) {
        return access(
            new ProxiedWebSocketConnector(
                URI.create("ws://chat.example.org:4443/ws/chat"),
                Optional.empty(),
                tunnel,
                Duration.ofSeconds(5),
                executor,
                new SecureRandom()));
      }
    };
  }

  private static NetworkAccess access(SocketConnector connector) {
    return new NetworkAccess(
        connector,
        WhatsAppRoot.KEY,
        ClientVersions.fixed(ClientVersion.KNOWN_GOOD),
        Optional.empty());
  }

  private static Bot bot(Map<String, String> config) {
    return SampleBots.with(
        SampleBots.fullBot(ADA, "1"),
        new BotPatch(Optional.empty(), Optional.empty(), Optional.of(config)));
  }

  @Test
  void aBotConnectsThroughItsProxyAndSoDoesItsFarewell() {
    Bot bot = bot(Map.of("proxy", proxy.address("socks5")));
    WhatsAppLinks links = links(throughTunnelsOnly());

    BotLink link = links.create(bot, 1, heard::add);
    link.open();
    await().until(() -> proxy.targets.equals(List.of("chat.example.org:4443")));
    link.close();
    BotLink farewell = links.farewell(bot).orElseThrow();
    farewell.open();
    await().until(() -> proxy.targets.size() == 2);
    farewell.close();
    assertThat(proxy.targets).containsOnly("chat.example.org:4443");
  }

  @Test
  void aBotWithoutAProxyTakesTheUsualWay() {
    int[] usual = new int[1];
    NetworkWay way =
        new NetworkWay() {
          @Override
          public NetworkAccess usual() {
            usual[0]++;
            return access(
                _ -> {
                  throw new AssertionError("it is not opened");
                });
          }

          @Override
          public NetworkAccess through(Tunnel tunnel) {
            throw new AssertionError("there is no proxy");
          }
        };
    WhatsAppLinks links = links(way);
    links.create(bot(Map.of()), 1, heard::add);
    links.farewell(bot(Map.of()));
    assertThat(usual[0]).isEqualTo(2);
  }
}

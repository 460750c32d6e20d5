package org.ledplatform.assembly;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.ledplatform.account.Sealer;
import org.ledplatform.account.UserId;
import org.ledplatform.bot.Network;
import org.ledplatform.link.NetworkAccess;
import org.ledplatform.sandbox.SandboxNetwork;
import org.ledplatform.sandbox.control.SandboxControl;
import org.ledplatform.sandbox.storage.MvStoreSandboxStorage;
import org.ledplatform.security.TokenKeys;
import org.ledplatform.web.SandboxShown;
import org.ledplatform.whatsapp.client.ClientVersion;
import org.ledplatform.whatsapp.client.ClientVersions;
import org.ledplatform.whatsapp.client.WebClientVersions;
import org.ledplatform.whatsapp.socket.JdkWebSocketConnector;
import org.ledplatform.whatsapp.socket.MemorySockets;
import org.ledplatform.whatsapp.socket.ProxiedWebSocketConnector;
import org.ledplatform.whatsapp.socket.SocketConnector;

/** The networks that bots can live on. */
@Dependent
class NetworkProducers {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

  /** The simulated network, with its media host. Asked for only where it is switched on. */
  @Produces
  @Singleton
  SandboxNetwork sandbox(
      Settings settings, Sealer sealer, BotThreads threads, Clock clock, SecureRandom random) {
    byte[] key = sealer.blind(TokenKeys.PLATFORM, "key of a file", "sandbox.mv");
    var storage = new MvStoreSandboxStorage(settings.dataDir().resolve("sandbox.mv"), key);
    SandboxNetwork network = new SandboxNetwork(storage, threads, clock, random);
    BotMedia.open(network.media(), settings);
    return network;
  }

  @Produces
  @Singleton
  SandboxControl sandboxControl(SandboxNetwork network, Event<SandboxShown> shown) {
    network.phones().watch((tenant, _) -> shown.fire(new SandboxShown(new UserId(tenant))));
    return new SandboxControl(network);
  }

  @Produces
  @Singleton
  Networks networks(
      Settings settings,
      BotThreads threads,
      SecureRandom random,
      Instance<SandboxNetwork> sandbox) {
    Map<Network, NetworkAccess> access = new EnumMap<>(Network.class);
    access.put(
        Network.WHATSAPP,
        new NetworkAccess(
            whatsApp(settings, threads, random),
            settings.whatsAppRootKey(),
            versions(settings, threads),
            BotMedia.whatsApp(settings, threads)));
    if (settings.sandbox()) {
      SandboxNetwork network = sandbox.get();
      access.put(
          Network.SANDBOX,
          new NetworkAccess(
              MemorySockets.connector(network::accept, threads),
              network.rootKey(),
              ClientVersions.fixed(ClientVersion.KNOWN_GOOD),
              Optional.of(BotMedia.sandbox(network, threads))));
    }
    return new Networks(access);
  }

  private static SocketConnector whatsApp(
      Settings settings, BotThreads threads, SecureRandom random) {
    Optional<SSLContext> trust = settings.tlsCaFile().map(TlsTrust::with);
    return settings
        .whatsAppProxy()
        .<SocketConnector>map(
            proxy ->
                new ProxiedWebSocketConnector(
                    settings.whatsAppUrl(), trust, proxy, CONNECT_TIMEOUT, threads, random))
        .orElseGet(
            () ->
                new JdkWebSocketConnector(settings.whatsAppUrl(), trust, CONNECT_TIMEOUT, threads));
  }

  /**
   * The server that bots connect to also has the script that names the present version. It is not
   * asked where a proxy is set: nothing goes around a proxy.
   */
  private static ClientVersions versions(Settings settings, BotThreads threads) {
    if (settings.whatsAppProxy().isPresent()) {
      return ClientVersions.fixed(ClientVersion.KNOWN_GOOD);
    }
    URI chat = settings.whatsAppUrl();
    URI script = chat.resolve("/sw.js");
    String scheme = "wss".equals(chat.getScheme()) ? "https" : "http";
    HttpClient.Builder http =
        HttpClient.newBuilder().executor(threads).connectTimeout(CONNECT_TIMEOUT);
    settings.tlsCaFile().map(TlsTrust::with).ifPresent(http::sslContext);
    return new WebClientVersions(
        ClientVersion.KNOWN_GOOD,
        URI.create(scheme + "://" + script.getRawAuthority() + script.getRawPath()),
        http.build());
  }

  /** How to reach each network that there is. */
  record Networks(Map<Network, NetworkAccess> access) {
    Networks {
      access = Map.copyOf(access);
    }
  }
}

package org.ledplatform.assembly;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.account.Sealer;
import org.ledplatform.account.UserId;
import org.ledplatform.bot.Network;
import org.ledplatform.link.BotProxies;
import org.ledplatform.link.NetworkAccess;
import org.ledplatform.link.NetworkWay;
import org.ledplatform.link.PictureThumbnailer;
import org.ledplatform.sandbox.SandboxNetwork;
import org.ledplatform.sandbox.control.SandboxControl;
import org.ledplatform.sandbox.storage.MvStoreSandboxStorage;
import org.ledplatform.security.TokenKeys;
import org.ledplatform.web.SandboxShown;
import org.ledplatform.whatsapp.client.ClientVersion;
import org.ledplatform.whatsapp.client.ClientVersions;
import org.ledplatform.whatsapp.media.Thumbnailer;
import org.ledplatform.whatsapp.socket.AddressBook;
import org.ledplatform.whatsapp.socket.MemorySockets;

/** The networks that bots can live on. */
@Dependent
class NetworkProducers {

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

  /** One for bots and people of the sandbox together: it makes one small picture at a time. */
  @Produces
  @Singleton
  Thumbnailer thumbnailer() {
    return new PictureThumbnailer();
  }

  @Produces
  @Singleton
  SandboxControl sandboxControl(
      SandboxNetwork network, Thumbnailer thumbnailer, Event<SandboxShown> shown) {
    network.phones().watch((tenant, _) -> shown.fire(new SandboxShown(new UserId(tenant))));
    return new SandboxControl(network, thumbnailer);
  }

  @Produces
  @Singleton
  Networks networks(
      Settings settings,
      BotThreads threads,
      SecureRandom random,
      Clock clock,
      Instance<SandboxNetwork> sandbox) {
    Map<Network, NetworkWay> ways = new EnumMap<>(Network.class);
    ways.put(Network.WHATSAPP, new WhatsAppWay(settings, threads, random, clock));
    if (settings.sandbox()) {
      SandboxNetwork network = sandbox.get();
      ways.put(
          Network.SANDBOX,
          NetworkWay.inside(
              new NetworkAccess(
                  MemorySockets.connector(network::accept, threads),
                  network.rootKey(),
                  ClientVersions.fixed(ClientVersion.KNOWN_GOOD),
                  Optional.of(BotMedia.sandbox(network, threads)))));
    }
    return new Networks(ways);
  }

  /** What owners may give their bots as proxies, and the ways through them. */
  @Produces
  @Singleton
  BotProxies botProxies(Settings settings) {
    return new BotProxies(
        settings.allowedProxies(),
        new NameLookups(AddressBook.ofTheMachine(), WhatsAppWay.CONNECT_TIMEOUT),
        WhatsAppWay.CONNECT_TIMEOUT);
  }

  /** How to reach each network that there is. */
  record Networks(Map<Network, NetworkWay> ways) {
    Networks {
      ways = Map.copyOf(ways);
    }
  }
}

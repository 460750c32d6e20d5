package org.ledplatform.link;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.BotLink;
import org.ledplatform.bot.LinkEvent;
import org.ledplatform.bot.Network;
import org.ledplatform.bot.SessionVault;
import org.ledplatform.bot.SessionVault.VaultId;
import org.ledplatform.conversation.MessageIntake;
import org.ledplatform.whatsapp.client.ClientConfig;
import org.ledplatform.whatsapp.client.WhatsAppClient;
import org.ledplatform.whatsapp.media.Thumbnailer;

/** Makes the links of bots on every network that this server knows how to reach. */
public final class WhatsAppLinks implements BotLink.Factory {

  /** Shown on the phone among the linked devices. */
  static final String DEVICE_NAME = "LED Platform";

  private final Map<Network, NetworkWay> networks;
  private final BotProxies proxies;
  private final SessionVault vault;
  private final MessageIntake intake;
  private final LiveLinks live;
  private final Thumbnailer thumbnailer;
  private final Executor executor;
  private final Clock clock;
  private final SecureRandom random;

  /**
   * @param networks the ones that are switched on; a bot on another one fails with the reason
   * @param proxies leads through the proxies of bots that have one
   */
  public WhatsAppLinks(
      Map<Network, NetworkWay> networks,
      BotProxies proxies,
      SessionVault vault,
      MessageIntake intake,
      LiveLinks live,
      Thumbnailer thumbnailer,
      Executor executor,
      Clock clock,
      SecureRandom random) {
    this.networks = Map.copyOf(networks);
    this.proxies = proxies;
    this.vault = vault;
    this.intake = intake;
    this.live = live;
    this.thumbnailer = thumbnailer;
    this.executor = executor;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public BotLink create(Bot bot, long fence, Consumer<LinkEvent> events) {
    return access(bot)
        .<BotLink>map(
            access ->
                new WhatsAppBotLink(
                    bot,
                    new WhatsAppBotLink.Parts(
                        config(access),
                        access.connector(),
                        vault,
                        intake,
                        live,
                        executor,
                        clock,
                        random),
                    fence,
                    events))
        .orElseGet(() -> new ClosedNetworkLink(bot.network(), events));
  }

  /** Everything that a bot with a proxy connects to, it connects to through it. */
  private Optional<NetworkAccess> access(Bot bot) {
    return Optional.ofNullable(networks.get(bot.network()))
        .map(way -> bot.proxy().map(proxy -> way.through(proxies.to(proxy))).orElseGet(way::usual));
  }

  @Override
  public Optional<BotLink> farewell(Bot bot) {
    return access(bot)
        .map(
            access ->
                new FarewellLink(
                    (store, heard) ->
                        new WhatsAppClient(
                            config(access),
                            access.connector(),
                            store,
                            executor,
                            clock,
                            random,
                            heard),
                    FarewellLink.copyOf(vault, new VaultId(bot.owner(), bot.id()))));
  }

  private ClientConfig config(NetworkAccess access) {
    ClientConfig config =
        ClientConfig.of(access.rootKey(), DEVICE_NAME)
            .withVersions(access.versions())
            .withThumbnailer(thumbnailer);
    return access.media().map(config::withMedia).orElse(config);
  }
}

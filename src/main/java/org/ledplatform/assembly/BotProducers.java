package org.ledplatform.assembly;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import org.ledplatform.bot.BotChanged;
import org.ledplatform.bot.BotEvents;
import org.ledplatform.bot.BotLink;
import org.ledplatform.bot.BotManager;
import org.ledplatform.bot.BotPlacement;
import org.ledplatform.bot.BotRemoved;
import org.ledplatform.bot.Bots;
import org.ledplatform.bot.RunningBots;
import org.ledplatform.bot.SessionVault;
import org.ledplatform.bot.SingleNodePlacement;
import org.ledplatform.conversation.MessageIntake;
import org.ledplatform.journal.BotJournal;
import org.ledplatform.journal.BotLog;
import org.ledplatform.journal.LogAppended;
import org.ledplatform.link.BotProxies;
import org.ledplatform.link.LiveLinks;
import org.ledplatform.link.WhatsAppLinks;
import org.ledplatform.whatsapp.media.Thumbnailer;

/** Bots, their sessions and their logs. */
@Dependent
class BotProducers {

  /** The name of this server while there is only one. */
  private static final String NODE = "local";

  @Produces
  @Singleton
  RunningBots runningBots() {
    return new RunningBots();
  }

  @Produces
  @Singleton
  BotJournal journal(BotLog log, Event<LogAppended> lines, Clock clock) {
    return new BotJournal(log, lines::fire, clock);
  }

  @Produces
  @Singleton
  BotEvents botEvents(BotJournal journal, Event<BotChanged> changes, Event<BotRemoved> removals) {
    return new CdiBotEvents(journal, changes, removals);
  }

  @Produces
  @Singleton
  BotPlacement placement(SessionVault vault) {
    return new SingleNodePlacement(vault, NODE);
  }

  @Produces
  @Singleton
  LiveLinks liveLinks() {
    return new LiveLinks();
  }

  @Produces
  @Singleton
  BotLink.Factory links(
      NetworkProducers.Networks networks,
      BotProxies proxies,
      SessionVault vault,
      MessageIntake intake,
      LiveLinks live,
      Thumbnailer thumbnailer,
      BotThreads threads,
      Clock clock,
      SecureRandom random) {
    return new WhatsAppLinks(
        networks.ways(), proxies, vault, intake, live, thumbnailer, threads, clock, random);
  }

  @Produces
  @Singleton
  BotManager botManager(
      Settings settings,
      Bots bots,
      SessionVault vault,
      BotPlacement placement,
      BotLink.Factory links,
      BotProxies proxies,
      RunningBots running,
      BotEvents events,
      BotThreads threads,
      Clock clock) {
    return new BotManager(
        bots,
        vault,
        placement,
        links,
        running,
        events,
        threads,
        clock,
        () -> UUID.randomUUID().toString(),
        proxies,
        settings.botsPerUser());
  }
}

package org.ledplatform.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.BotId;
import org.ledplatform.bot.BotManager;

/** What the buttons of a bot do, on the fleet and on the bot's own page, and what they say then. */
@RequestScoped
public class BotActions {

  @Inject BotManager bots;
  @Inject CurrentUser me;
  @Inject PageContext page;

  void start(String id) {
    say("done.start", bots.start(me.userId(), new BotId(id)));
  }

  void stop(String id) {
    say("done.stop", bots.stop(me.userId(), new BotId(id)));
  }

  void restart(String id) {
    say("done.restart", bots.restart(me.userId(), new BotId(id)));
  }

  void redeploy(String id) {
    say("done.redeploy", bots.redeploy(me.userId(), new BotId(id)));
  }

  void delete(String id) {
    if (bots.remove(me.userId(), new BotId(id))) {
      page.done("done.delete");
    } else {
      page.failed("bot.gone");
    }
  }

  private void say(String key, Optional<Bot> bot) {
    bot.ifPresentOrElse(b -> page.done(key, b.name()), () -> page.failed("bot.gone"));
  }
}

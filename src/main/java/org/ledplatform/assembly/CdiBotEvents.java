package org.ledplatform.assembly;

import jakarta.enterprise.event.Event;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.BotChanged;
import org.ledplatform.bot.BotEvents;
import org.ledplatform.bot.BotRemoved;
import org.ledplatform.journal.BotJournal;

/** Writes what happens to bots into their logs and tells whoever observes it. */
record CdiBotEvents(BotJournal journal, Event<BotChanged> changes, Event<BotRemoved> removals)
    implements BotEvents {

  @Override
  public void changed(BotChanged event) {
    journal.changed(event);
    changes.fire(event);
  }

  @Override
  public void removed(BotRemoved event) {
    journal.removed(event);
    removals.fire(event);
  }

  @Override
  public void noted(Bot bot, String message) {
    journal.noted(bot, message);
  }
}

package org.ledplatform.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.faces.event.WebsocketEvent;
import jakarta.faces.event.WebsocketEvent.Opened;
import jakarta.faces.push.Push;
import jakarta.faces.push.PushContext;
import jakarta.inject.Inject;
import org.ledplatform.account.UserId;
import org.ledplatform.bot.BotChanged;
import org.ledplatform.bot.BotId;
import org.ledplatform.bot.BotRemoved;
import org.ledplatform.journal.LogAppended;

/**
 * Tells open pages that something is new: only what, never the news itself, which the page then
 * reads as the user that it belongs to. Each message goes to one user's web sessions, so nobody
 * hears of others' bots.
 *
 * <p>Messages: {@code hello} when a page's connection opens or opens again, {@code bot:ID}, {@code
 * log:ID}, {@code chat}.
 */
@ApplicationScoped
public class News {

  static final String CHANNEL = "news";

  @Inject
  @Push(channel = CHANNEL)
  PushContext push;

  /** What happened while the page was not connected is read then. */
  void opened(@Observes @Opened WebsocketEvent event) {
    if (CHANNEL.equals(event.getChannel()) && event.getUser() instanceof String user) {
      push.send("hello", user);
    }
  }

  void changed(@Observes BotChanged event) {
    tell(event.bot().owner(), "bot:", event.bot().id());
  }

  void removed(@Observes BotRemoved event) {
    tell(event.owner(), "bot:", event.bot());
  }

  void logged(@Observes LogAppended event) {
    tell(event.entry().owner(), "log:", event.entry().bot());
  }

  void shown(@Observes SandboxShown event) {
    push.send("chat", event.owner().value());
  }

  private void tell(UserId owner, String what, BotId bot) {
    push.send(what + bot.value(), owner.value());
  }
}

package org.ledplatform.web;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.Bot.LinkedAccount;
import org.ledplatform.bot.BotProxy;
import org.ledplatform.bot.Network;

/** A bot as the pages show it: text and answers, nothing that can be empty. */
public record BotView(Bot bot) {

  public String id() {
    return bot.id().value();
  }

  public String name() {
    return bot.name();
  }

  public String prefix() {
    return bot.prefix();
  }

  public boolean proxied() {
    return bot.proxy().isPresent();
  }

  /** Through what it connects, without the password; empty when it has none of its own. */
  public String proxy() {
    return bot.proxy().map(BotProxy::masked).orElse("");
  }

  /** The state as the API writes it. */
  public String state() {
    return bot.state().text();
  }

  /** The key of the state's name in the reader's language. */
  public String stateText() {
    return "state." + bot.state().text();
  }

  /** Why it is in this state, in words; may be empty. */
  public String reason() {
    return bot.stateReason();
  }

  /** The key of the network's name in the reader's language. */
  public String networkText() {
    return "network." + bot.network().text();
  }

  public boolean sandbox() {
    return bot.network() == Network.SANDBOX;
  }

  /** Whether it lives at all, in whatever state of connecting. */
  public boolean running() {
    return switch (bot.state()) {
      case STARTING, AWAITING_PAIRING, CONNECTING, ONLINE, RECONNECTING -> true;
      case STOPPED, LOGGED_OUT, BANNED, ERROR -> false;
    };
  }

  public boolean startable() {
    return !running();
  }

  public boolean stoppable() {
    return running() || bot.wanted();
  }

  /** Whether a QR is on the screen, or will be in a moment. */
  public boolean pairing() {
    return switch (bot.state()) {
      case AWAITING_PAIRING -> true;
      case STARTING, CONNECTING -> bot.account().isEmpty();
      case STOPPED, ONLINE, RECONNECTING, LOGGED_OUT, BANNED, ERROR -> false;
    };
  }

  /** Whether somebody in the sandbox can write to it. */
  public boolean chattable() {
    return sandbox() && bot.account().isPresent() && running();
  }

  /** Digits without a plus; empty before the first pairing. */
  public String number() {
    return bot.account().map(LinkedAccount::phoneNumber).orElse("");
  }

  public boolean active() {
    return bot.lastActivityAt().isPresent();
  }

  public String lastActivity() {
    return text(bot.lastActivityAt());
  }

  public boolean everStarted() {
    return bot.startedAt().isPresent();
  }

  public String started() {
    return text(bot.startedAt());
  }

  public String created() {
    return text(Optional.of(bot.createdAt()));
  }

  private static String text(Optional<Instant> at) {
    return at.map(i -> i.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("");
  }
}

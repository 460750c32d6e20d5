package org.ledplatform.link;

import java.util.function.Consumer;
import org.ledplatform.bot.BotLink;
import org.ledplatform.bot.LinkEvent;
import org.ledplatform.bot.Network;

/** The link of a bot whose network is switched off on this server: it says so and does nothing. */
final class ClosedNetworkLink implements BotLink {

  private final Network network;
  private final Consumer<LinkEvent> events;

  ClosedNetworkLink(Network network, Consumer<LinkEvent> events) {
    this.network = network;
    this.events = events;
  }

  @Override
  public void open() {
    events.accept(
        new LinkEvent.Failed("The network " + network.text() + " is switched off on this server"));
  }

  @Override
  public void close() {
    // Nothing is open.
  }

  @Override
  public void logOut() {
    // Nobody to tell.
  }

  @Override
  public void tick() {
    // Nothing waits.
  }
}

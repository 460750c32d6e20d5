package org.ledplatform.bot;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The live connection of one bot. Safe for use by many threads; no method blocks for long. */
public interface BotLink {

  /** Starts connecting and returns; the events tell how it goes. */
  void open();

  /** Ends the connection and keeps the credentials. No event follows it. */
  void close();

  /**
   * Tells the network to forget this device, as far as it can be reached. No event follows it. It
   * takes some seconds and wants ticks meanwhile; {@link #close} ends it.
   */
  void logOut();

  /**
   * Asks for a code to type into this phone instead of scanning the QR; {@link
   * LinkEvent.CodeOffered} tells it too. A link that does not pair says that it is not waiting.
   *
   * @param phoneNumber as a person wrote it
   */
  default CompletionStage<CodeAnswer> requestCode(String phoneNumber) {
    return CompletableFuture.completedStage(new CodeAnswer.NotWaiting());
  }

  /** Gives the link the time: keep-alive, QR rotation, reconnects and time-outs happen here. */
  void tick();

  /** Makes links. */
  interface Factory {
    /**
     * A link for this bot; nothing happens before {@link BotLink#open}.
     *
     * @param fence the placement under which it writes
     * @param events hears every event, one at a time, never on the thread that reads the socket
     */
    BotLink create(Bot bot, long fence, Consumer<LinkEvent> events);

    /**
     * A link that does nothing but log out a bot that is paired and has no link. It works on a copy
     * of what the vault holds now, so the vault may be erased at once. It wants {@link
     * BotLink#open}, ticks for some seconds, and {@link BotLink#close}.
     *
     * @return empty when the network cannot be reached from this server
     */
    Optional<BotLink> farewell(Bot bot);
  }
}

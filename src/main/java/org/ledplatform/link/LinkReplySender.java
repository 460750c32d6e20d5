package org.ledplatform.link;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.ledplatform.conversation.IncomingMessage;
import org.ledplatform.conversation.ReplySender;

/**
 * Settles messages at the link of their bot. A bot without a link was stopped meanwhile: its
 * message stays in the inbox and comes again when the bot starts.
 */
public final class LinkReplySender implements ReplySender {

  private static final Logger LOG = System.getLogger(LinkReplySender.class.getName());

  private final LiveLinks links;

  public LinkReplySender(LiveLinks links) {
    this.links = links;
  }

  @Override
  public void settle(IncomingMessage message, Optional<String> reply) {
    links
        .find(message.bot())
        .ifPresentOrElse(
            link -> link.settle(message, reply),
            () ->
                LOG.log(
                    Level.DEBUG,
                    "Bot {0}: message {1} waits for the next start",
                    message.bot(),
                    message.id()));
  }
}

package org.ledplatform.whatsapp.content;

import java.time.Duration;

/**
 * Pins a message to the top of its chat, or unpins it.
 *
 * @param lasting how long it stays; zero when it does not say
 */
public record Pin(MessageName target, boolean pinned, Duration lasting) implements AboutMessage {

  @Override
  public Pin about(MessageName other) {
    return new Pin(other, pinned, lasting);
  }

  /** Content is private, so logs see none of it. */
  @Override
  public String toString() {
    return "Pin[…]";
  }
}

package org.ledplatform.bot;

/** Names a bot; opaque. */
public record BotId(String value) {
  @Override
  public String toString() {
    return value;
  }
}

package org.ledplatform.whatsapp.content;

/**
 * A reaction; it replaces the one that the same person gave before.
 *
 * @param emoji empty text takes the reaction back
 */
public record Reaction(MessageName target, String emoji) implements AboutMessage {

  @Override
  public Reaction about(MessageName other) {
    return new Reaction(other, emoji);
  }

  /** Content is private, so logs see none of it. */
  @Override
  public String toString() {
    return "Reaction[…]";
  }
}

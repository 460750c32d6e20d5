package org.ledplatform.whatsapp.content;

/**
 * Another wording of a message by its author. The context of the body is that of the new wording.
 *
 * @param content what the message says now
 */
public record Edit(MessageName target, Content content) implements AboutMessage {

  @Override
  public Edit about(MessageName other) {
    return new Edit(other, content);
  }

  /** Content is private, so logs see none of it. */
  @Override
  public String toString() {
    return "Edit[…]";
  }
}

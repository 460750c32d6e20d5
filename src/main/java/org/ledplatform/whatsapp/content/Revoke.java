package org.ledplatform.whatsapp.content;

/**
 * Takes a message away for everybody.
 *
 * @param byAdmin an admin of the group does it to the message of somebody else; whether the sender
 *     is an admin is for the receiver to check
 */
public record Revoke(MessageName target, boolean byAdmin) implements AboutMessage {

  @Override
  public Revoke about(MessageName other) {
    return new Revoke(other, byAdmin);
  }

  /** Content is private, so logs see none of it. */
  @Override
  public String toString() {
    return "Revoke[…]";
  }
}

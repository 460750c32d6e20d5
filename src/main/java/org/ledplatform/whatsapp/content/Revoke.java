package org.ledplatform.whatsapp.content;

/**
 * Takes a message away for everybody.
 *
 * @param byAdmin an admin of the group does it to the message of somebody else; a sender who is
 *     known to be no admin is not heard, in a group that is not known the receiver has to judge
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

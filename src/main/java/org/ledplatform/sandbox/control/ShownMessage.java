package org.ledplatform.sandbox.control;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message as a phone shows it.
 *
 * @param id unique within the chat and sender
 * @param chat the address of the other person, by phone number
 * @param from who wrote it, by phone number, without a device
 * @param fromMe whether this phone's person wrote it, here or on a linked device
 * @param text empty when the message holds none
 * @param quoted what it answers
 * @param reactions the latest of each person
 * @param edited whether the text was changed later
 * @param deleted whether it was taken back; then there is no text
 * @param timestamp when the network took it
 * @param status the ticks
 */
public record ShownMessage(
    String id,
    String chat,
    String from,
    boolean fromMe,
    String text,
    Optional<Quoted> quoted,
    List<Reaction> reactions,
    boolean edited,
    boolean deleted,
    Instant timestamp,
    Status status) {

  public ShownMessage {
    reactions = List.copyOf(reactions);
  }

  /** The message that is answered, as the answer describes it. */
  public record Quoted(String messageId, String from, String text) {}

  /** An emoji that somebody put on the message. */
  public record Reaction(String from, String emoji) {}

  /** How far a message got; for a message from somebody else how far we told them we are. */
  public enum Status {
    /** The network has it: one tick. */
    SENT,
    /** A device of the receiver has it: two ticks. */
    DELIVERED,
    /** The receiver has read it: two blue ticks. */
    READ
  }
}

package org.ledplatform.sandbox.control;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message as a phone shows it.
 *
 * @param id unique within the chat and sender
 * @param chat the address of the other person, by phone number, or of the group
 * @param from who wrote it, by phone number, without a device
 * @param fromMe whether this phone's person wrote it, here or on a linked device
 * @param kind {@code text}, {@code image}, {@code voice}, {@code poll} and so on; {@code system}
 *     for a line that nobody wrote, such as who was added to a group by whom
 * @param text the text, caption or label; empty when the message holds none
 * @param media the file beside the message
 * @param poll what there is to choose and who chose it; empty unless it is a poll
 * @param quoted what it answers
 * @param reactions the latest of each person
 * @param edited whether the text was changed later
 * @param deleted whether it was taken back; then there is no text
 * @param timestamp when the network took it
 * @param status the ticks
 * @param played whether who a voice note is for has listened to it
 */
public record ShownMessage(
    String id,
    String chat,
    String from,
    boolean fromMe,
    String kind,
    String text,
    Optional<Media> media,
    List<Option> poll,
    Optional<Quoted> quoted,
    List<Reaction> reactions,
    boolean edited,
    boolean deleted,
    Instant timestamp,
    Status status,
    boolean played) {

  public ShownMessage {
    poll = List.copyOf(poll);
    reactions = List.copyOf(reactions);
  }

  /** Whether somebody wrote it. */
  public boolean written() {
    return !kind.equals("system");
  }

  /** The message that is answered, as the answer describes it. */
  public record Quoted(String messageId, String from, String text) {}

  /**
   * A file.
   *
   * @param size in bytes, unencrypted
   */
  public record Media(String mimeType, long size, Optional<String> fileName) {}

  /** An option of a poll and the addresses of those who chose it. */
  public record Option(String text, List<String> voters) {}

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

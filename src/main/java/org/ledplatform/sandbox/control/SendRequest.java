package org.ledplatform.sandbox.control;

import java.util.List;
import java.util.Optional;

/**
 * What a person writes on a phone. Only {@code text}, alone or with {@code quotedMessageId}, can be
 * sent today; every other field is refused by name.
 *
 * @param to an address ({@code …@s.whatsapp.net} or {@code …@lid}) or the id of a phone
 * @param text 1 to 65,536 characters
 * @param media any value is refused
 * @param quotedMessageId the id of a message that this phone shows
 * @param mentions addresses; refused when not empty
 * @param reaction refused
 * @param edit refused
 * @param delete refused
 */
public record SendRequest(
    String to,
    Optional<String> text,
    Optional<Media> media,
    Optional<String> quotedMessageId,
    List<String> mentions,
    Optional<Reaction> reaction,
    Optional<Edit> edit,
    Optional<String> delete) {

  public SendRequest {
    mentions = List.copyOf(mentions);
  }

  /** A plain text. */
  public static SendRequest text(String to, String text) {
    return new SendRequest(
        to,
        Optional.of(text),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** An emoji on a message that this phone shows. */
  public static SendRequest reacting(String to, String messageId, String emoji) {
    return new SendRequest(
        to,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.of(new Reaction(messageId, emoji)),
        Optional.empty(),
        Optional.empty());
  }

  /** Word that a message of one's own is taken back. */
  public static SendRequest deleting(String to, String messageId) {
    return new SendRequest(
        to,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(messageId));
  }

  /** A plain text that answers a message this phone shows. */
  public SendRequest quoting(String messageId) {
    return new SendRequest(
        to, text, media, Optional.of(messageId), mentions, reaction, edit, delete);
  }

  /** A file to send: by address or inline. */
  public record Media(
      Optional<String> url,
      Optional<String> base64,
      String mimeType,
      Optional<String> caption,
      Optional<String> fileName) {}

  /** An emoji put on a message; empty text takes it away. */
  public record Reaction(String messageId, String emoji) {}

  /** A new text for a message sent before. */
  public record Edit(String messageId, String text) {}
}

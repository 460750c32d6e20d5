package org.ledplatform.sandbox.control;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What a person writes on a phone: a text or a file, or one of a reaction, an edit and a deletion.
 *
 * @param to an address ({@code …@s.whatsapp.net}, {@code …@lid} or {@code …@g.us}) or the id of a
 *     phone
 * @param text 1 to 65,536 characters
 * @param media up to 10 MiB, inline; its MIME type decides as what it is sent
 * @param quotedMessageId the id of a message that this phone shows; goes with a text or a file
 * @param mentions addresses or ids of phones; go with a text or a file
 * @param reaction puts an emoji on a message that this phone shows
 * @param edit gives a message of this person another text
 * @param delete the id of a message of this person, or of anybody in a group they lead, that
 *     everybody loses
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

  /** Nothing yet, to somebody. */
  public static SendRequest to(String to) {
    return new SendRequest(
        to,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** An emoji on a message that this phone shows. */
  public static SendRequest reacting(String to, String messageId, String emoji) {
    return to(to).reaction(emoji, messageId);
  }

  /** Word that a message of one's own is taken back. */
  public static SendRequest deleting(String to, String messageId) {
    return to(to).delete(messageId);
  }

  /** A plain text. */
  public static SendRequest text(String to, String text) {
    return to(to).text(text);
  }

  /** This with a text. */
  public SendRequest text(String wish) {
    return new SendRequest(
        to, Optional.of(wish), media, quotedMessageId, mentions, reaction, edit, delete);
  }

  /** This with a file. */
  public SendRequest media(Media wish) {
    return new SendRequest(
        to, text, Optional.of(wish), quotedMessageId, mentions, reaction, edit, delete);
  }

  /** This, answering a message that the phone shows. */
  public SendRequest quoting(String messageId) {
    return new SendRequest(
        to, text, media, Optional.of(messageId), mentions, reaction, edit, delete);
  }

  /** This, calling people by name. */
  public SendRequest mentioning(String... people) {
    return new SendRequest(
        to, text, media, quotedMessageId, List.of(people), reaction, edit, delete);
  }

  /** This with a reaction. */
  public SendRequest reaction(String emoji, String messageId) {
    Optional<Reaction> wish = Optional.of(new Reaction(messageId, emoji));
    return new SendRequest(to, text, media, quotedMessageId, mentions, wish, edit, delete);
  }

  /** This with another text for a message. */
  public SendRequest edit(String newText, String messageId) {
    Optional<Edit> wish = Optional.of(new Edit(messageId, newText));
    return new SendRequest(to, text, media, quotedMessageId, mentions, reaction, wish, delete);
  }

  /** This, taking a message away. */
  public SendRequest delete(String messageId) {
    return new SendRequest(
        to, text, media, quotedMessageId, mentions, reaction, edit, Optional.of(messageId));
  }

  /**
   * A file to send.
   *
   * @param url any value is refused: the sandbox opens no connections
   * @param file its bytes
   * @param mimeType decides whether it is an image, a video, a gif, a voice note, sound, a sticker
   *     or, when it is anything else, a document
   * @param caption a text that goes with it
   * @param fileName what a document is called
   */
  public record Media(
      Optional<String> url,
      Optional<byte[]> file,
      String mimeType,
      Optional<String> caption,
      Optional<String> fileName) {

    private static final String FIELD = "media.base64";

    /** How large a file may be that a person sends, in bytes. */
    public static final int MOST = 10 * 1024 * 1024;

    /**
     * Reads a file from text.
     *
     * @throws SandboxProblem when it is no base64 or of more than {@link #MOST} bytes
     */
    public static byte[] decode(String base64) {
      // Checked before decoding, so that what is refused costs nothing.
      if (base64.length() / 4L * 3 > MOST + 3) {
        throw tooLarge(MOST);
      }
      try {
        byte[] file = Base64.getDecoder().decode(base64);
        if (file.length > MOST) {
          throw tooLarge(MOST);
        }
        return file;
      } catch (IllegalArgumentException e) {
        SandboxProblem problem = SandboxProblem.invalid(FIELD, "It is no base64");
        problem.initCause(e);
        throw problem;
      }
    }

    /** The refusal of a file that is empty or too large. */
    static SandboxProblem tooLarge(long most) {
      return SandboxProblem.invalid(FIELD, "Such a file has 1 to " + most + " bytes");
    }

    /** A file without a caption and a name. */
    public static Media of(byte[] file, String mimeType) {
      return new Media(
          Optional.empty(),
          Optional.of(file.clone()),
          mimeType,
          Optional.empty(),
          Optional.empty());
    }

    /** This with a text. */
    public Media captioned(String text) {
      return new Media(url, file, mimeType, Optional.of(text), fileName);
    }

    /** This with a name. */
    public Media named(String name) {
      return new Media(url, file, mimeType, caption, Optional.of(name));
    }

    /** Files are private, so logs see none of it. */
    @Override
    public String toString() {
      return "Media[" + mimeType + "]";
    }
  }

  /** An emoji put on a message; empty text takes it away. */
  public record Reaction(String messageId, String emoji) {}

  /** A new text for a message sent before. */
  public record Edit(String messageId, String text) {}
}

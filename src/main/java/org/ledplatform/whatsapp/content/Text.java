package org.ledplatform.whatsapp.content;

/**
 * A text. Formatting is part of it, as WhatsApp writes it: {@code *bold*}, {@code _italic_}, {@code
 * ~struck~}, {@code `code`}; see {@link Formatting}.
 */
public record Text(String text) implements Content {

  /** As much of a text as a message holds, which is 65,536 characters; the rest is cut off. */
  public static Text cut(String text) {
    return new Text(Limits.text(text));
  }

  /** Content is private, so logs see none of it. */
  @Override
  public String toString() {
    return "Text[…]";
  }
}

package org.ledplatform.whatsapp.content;

/**
 * A text. Formatting is part of it, as WhatsApp writes it: {@code *bold*}, {@code _italic_}, {@code
 * ~struck~}, {@code `code`}; see {@link Formatting}.
 */
public record Text(String text) implements Content {

  /** Content is private, so logs see none of it. */
  @Override
  public String toString() {
    return "Text[…]";
  }
}

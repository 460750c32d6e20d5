package org.ledplatform.whatsapp.content;

/** The marks with which WhatsApp formats text. Stateless. */
public final class Formatting {

  private static final char WORD_JOINER = '\u2060';

  private Formatting() {}

  /** Bold. */
  public static String bold(String text) {
    return marked(text, "*");
  }

  /** Italic. */
  public static String italic(String text) {
    return marked(text, "_");
  }

  /** Struck through. */
  public static String struck(String text) {
    return marked(text, "~");
  }

  /** Every letter as wide as the others. */
  public static String mono(String text) {
    return marked(text, "```");
  }

  /**
   * Text of somebody else, shown as it is: an invisible word joiner behind each mark keeps it from
   * formatting anything.
   */
  public static String plain(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      shown.append(c);
      if (c == '*' || c == '_' || c == '~' || c == '`') {
        shown.append(WORD_JOINER);
      }
    }
    return shown.toString();
  }

  private static String marked(String text, String mark) {
    return text.isBlank() ? text : mark + text.strip() + mark;
  }
}

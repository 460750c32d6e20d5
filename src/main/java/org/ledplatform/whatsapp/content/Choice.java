package org.ledplatform.whatsapp.content;

/**
 * What somebody chose from a menu.
 *
 * @param kind of menu it answers
 * @param id of the chosen item; empty text when it has none
 * @param text the label of the chosen item, as a person reads it
 */
public record Choice(Kind kind, String id, String text) implements Content {

  /** The kinds of menus. */
  public enum Kind {
    /** Buttons under a message. */
    BUTTONS,
    /** A list that opens. */
    LIST,
    /** Buttons of a template. */
    TEMPLATE,
    /** The newest kind of buttons and lists. */
    NATIVE_FLOW
  }

  /** Content is private, so logs see none of it. */
  @Override
  public String toString() {
    return "Choice[…]";
  }
}

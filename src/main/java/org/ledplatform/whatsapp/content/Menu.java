package org.ledplatform.whatsapp.content;

import java.util.List;

/**
 * Buttons, a list or a template of somebody else, read as text. Official apps hide such messages
 * when they come from an ordinary account, so ours leave as a numbered text; a {@link Poll} is the
 * other way to let somebody choose.
 *
 * @param text title and text
 * @param footer empty text when there is none
 * @param items what can be chosen
 */
public record Menu(String text, String footer, List<Item> items) implements Content {

  public Menu {
    items = List.copyOf(items);
  }

  /**
   * One thing to choose.
   *
   * @param id what comes back in a {@link Choice}; empty text for links and calls
   * @param description empty text when there is none
   */
  public record Item(String id, String label, String description) {

    /** Content is private, so logs see none of it. */
    @Override
    public String toString() {
      return "Item[…]";
    }
  }

  /** The menu as a person who has no buttons reads it. */
  public String asText() {
    StringBuilder all = new StringBuilder(text);
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      all.append('\n').append(i + 1).append(". ").append(item.label());
      if (!item.description().isEmpty()) {
        all.append(" – ").append(item.description());
      }
    }
    return footer.isEmpty() ? all.toString() : all.append("\n\n").append(footer).toString();
  }

  /** Content is private, so logs see none of it. */
  @Override
  public String toString() {
    return "Menu[…]";
  }
}

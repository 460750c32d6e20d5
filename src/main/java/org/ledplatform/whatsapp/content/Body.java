package org.ledplatform.whatsapp.content;

/** What a message says, with what goes along. */
public record Body(Content content, Context context) {

  /** What a person reads; empty text when there is nothing. */
  public String text() {
    return content.text();
  }
}

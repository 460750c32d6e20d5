package org.ledplatform.whatsapp.message;

import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.proto.Message;

/**
 * A text to send.
 *
 * @param id chosen before sending, so that sending it again after a crash is the same message
 * @param to the chat, without a device
 * @param quote the message it answers
 */
public record OutgoingText(String id, Jid to, String text, Optional<Quote> quote) {

  public OutgoingText {
    to = to.withoutDevice();
  }

  /**
   * The message that a text answers.
   *
   * @param author who wrote it, without a device, in the addressing of the chat
   * @param message what it said
   */
  public record Quote(String id, Jid author, Message message) {
    /** Content and people are private, so logs see the id alone. */
    @Override
    public String toString() {
      return "Quote[" + id + "]";
    }
  }

  /** Text and people are private, so logs see the id alone. */
  @Override
  public String toString() {
    return "OutgoingText[" + id + "]";
  }
}

package org.ledplatform.sandbox.scenario;

import java.util.List;

/**
 * The people of one tenant, as a scenario moves them. Each method does what a person would do by
 * hand, and throws when that cannot be done. Safe for use by many threads.
 */
public interface Cast {

  /**
   * A message that a phone shows.
   *
   * @param chat where, as others address it
   * @param kind such as {@code text} and {@code voice}
   */
  record Seen(String id, String chat, boolean fromMe, String kind, String text) {

    /** Texts stay out of logs. */
    @Override
    public String toString() {
      return "Seen[id=" + id + "]";
    }
  }

  /** What the phone shows, oldest first. */
  List<Seen> shown(String phone);

  /** Writes a text; the id of the message, as every phone shows it. */
  String say(String phone, String chat, String text);

  /** Puts an emoji on a message. */
  void react(String phone, String chat, String messageId, String emoji);

  /** Takes a message of its own back. */
  void takeBack(String phone, String chat, String messageId);

  /** Reads everything in a chat. */
  void read(String phone, String chat);

  /** Listens to a voice note that came in. */
  void listen(String phone, String messageId);

  /** Puts faults in force, as JSON; an empty text ends them. */
  void faults(String plan);
}

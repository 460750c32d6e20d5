package org.ledplatform.sandbox.phone;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.whatsapp.proto.Message;

/**
 * The latest messages that a phone sent, in case a device asks for one again. Also what no screen
 * shows by itself, such as reactions. Under the phone's lock.
 */
final class Sent {

  private static final int MAX = 500;

  /** A message and where it went. */
  record Letter(String chat, Message message) {}

  private final Map<String, Letter> letters = new LinkedHashMap<>();

  void remember(String id, String chat, Message message) {
    letters.put(id, new Letter(chat, message));
    if (letters.size() > MAX) {
      letters.remove(letters.keySet().iterator().next());
    }
  }

  Optional<Letter> find(String id) {
    return Optional.ofNullable(letters.get(id));
  }
}

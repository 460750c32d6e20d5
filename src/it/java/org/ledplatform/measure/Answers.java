package org.ledplatform.measure;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.ledplatform.sandbox.phone.VirtualPhone;

/** The answers that people have read, each question's counted. For one thread. */
final class Answers {

  private final Set<String> seen = new HashSet<>();
  private final Map<String, Integer> answers = new HashMap<>();

  /** Takes in what is new on this phone. */
  void lookAt(VirtualPhone phone) {
    phone.shown().stream()
        .filter(message -> !message.getFromMe())
        .filter(message -> seen.add(phone.id() + message.getChat() + message.getId()))
        .forEach(m -> answers.merge(phone.id() + m.getChat() + m.getText(), 1, Integer::sum));
  }

  /** How many questions have an answer. */
  int count() {
    return answers.size();
  }

  /** How many questions have more than one. */
  int twice() {
    return (int) answers.values().stream().filter(times -> times > 1).count();
  }
}

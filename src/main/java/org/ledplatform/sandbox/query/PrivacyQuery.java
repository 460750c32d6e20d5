package org.ledplatform.sandbox.query;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.account.Privacy;
import org.ledplatform.sandbox.account.TrustSeal;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.delivery.Notices;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/**
 * Privacy settings, and the tokens by which contacts trust each other: those are told, and demanded
 * by a fault alone (protocol §8.9).
 */
final class PrivacyQuery implements Query {

  private static final int MAX_TOKENS = 100;

  private final Directory directory;
  private final Notices notices;
  private final Clock clock;

  PrivacyQuery(Directory directory, Notices notices, Clock clock) {
    this.directory = directory;
    this.notices = notices;
    this.clock = clock;
  }

  @Override
  public List<Node> answer(Caller caller, Node iq) {
    if (iq.child("tokens").isPresent()) {
      issue(caller, iq.requireChild("tokens").children("token"));
      return List.of(Node.of("tokens"));
    }
    Map<String, String> settings = Privacy.of(caller.account());
    if (iq.has("type", "set")) {
      Map<String, String> changes = changes(iq.requireChild("privacy"));
      settings.putAll(changes);
      directory.save(caller.account().keeping(settings));
      notices.accountChanged(caller.account(), caller.device().id(), node(changes));
    }
    return List.of(node(settings));
  }

  private static Map<String, String> changes(Node privacy) {
    Map<String, String> changes = new TreeMap<>();
    for (Node category : privacy.children("category")) {
      if (!Privacy.has(category.require("name"), category.require("value"))) {
        throw QueryRefused.badRequest();
      }
      changes.put(category.require("name"), category.require("value"));
    }
    return changes;
  }

  private static Node node(Map<String, String> settings) {
    return Node.of("privacy")
        .holding(
            settings.entrySet().stream()
                .map(e -> Node.of("category").with("name", e.getKey()).with("value", e.getValue()))
                .toList());
  }

  private void issue(Caller caller, List<Node> tokens) {
    if (tokens.size() > MAX_TOKENS) {
      throw QueryRefused.badRequest();
    }
    for (Node token : tokens) {
      Jid to = token.requireJid("jid").withoutDevice();
      long seconds = token.number("t").orElse(clock.instant().getEpochSecond());
      directory
          .find(caller.account().tenant(), to)
          .filter(other -> !other.phone().equals(caller.account().phone()))
          .ifPresent(
              other ->
                  notices.tokenIssued(
                      caller.account(),
                      other,
                      TrustSeal.token(caller.account(), other, seconds),
                      seconds));
    }
  }
}

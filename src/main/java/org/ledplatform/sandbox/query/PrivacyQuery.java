package org.ledplatform.sandbox.query;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.whatsapp.node.Node;

/** Privacy settings, and the tokens by which contacts trust each other: accepted, not enforced. */
final class PrivacyQuery implements Query {

  private static final Map<String, String> DEFAULTS =
      Map.of(
          "last", "all",
          "online", "all",
          "profile", "all",
          "status", "all",
          "readreceipts", "all",
          "groupadd", "all",
          "calladd", "all",
          "messages", "all");

  private final Directory directory;

  PrivacyQuery(Directory directory) {
    this.directory = directory;
  }

  @Override
  public List<Node> answer(Caller caller, Node iq) {
    if (iq.child("tokens").isPresent()) {
      return List.of(Node.of("tokens"));
    }
    Map<String, String> settings = new TreeMap<>(DEFAULTS);
    settings.putAll(caller.account().privacy());
    if (iq.has("type", "set")) {
      for (Node category : iq.requireChild("privacy").children("category")) {
        if (settings.replace(category.require("name"), category.require("value")) == null) {
          throw QueryRefused.badRequest();
        }
      }
      directory.save(caller.account().keeping(settings));
    }
    List<Node> categories =
        settings.entrySet().stream()
            .map(e -> Node.of("category").with("name", e.getKey()).with("value", e.getValue()))
            .toList();
    return List.of(Node.of("privacy").holding(categories));
  }
}

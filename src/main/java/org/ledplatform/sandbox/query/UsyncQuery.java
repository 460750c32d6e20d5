package org.ledplatform.sandbox.query;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.Device;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.account.KeyNodes;
import org.ledplatform.sandbox.account.Profiles;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.Server;
import org.ledplatform.whatsapp.node.Node;

/** What clients want to know of people: devices, LIDs, whether a number exists (protocol §8.1). */
final class UsyncQuery implements Query {

  private static final int MAX_USERS = 1_000;

  private final Directory directory;
  private final Profiles profiles;

  UsyncQuery(Directory directory, Profiles profiles) {
    this.directory = directory;
    this.profiles = profiles;
  }

  @Override
  public List<Node> answer(Caller caller, Node iq) {
    Node usync = iq.requireChild("usync");
    Node query = usync.requireChild("query");
    List<Node> users = usync.requireChild("list").children("user");
    if (users.size() > MAX_USERS) {
      throw QueryRefused.badRequest();
    }
    List<Node> answers = users.stream().map(user -> user(caller, query, user)).toList();
    return List.of(
        Node.of("usync")
            .with("sid", usync.attribute("sid"))
            .with("index", usync.attribute("index").orElse("0"))
            .with("last", "true")
            .with("mode", usync.attribute("mode").orElse("query"))
            .with("context", usync.attribute("context").orElse("interactive"))
            .holding(List.of(Node.of("list").holding(answers))));
  }

  private Node user(Caller caller, Node query, Node user) {
    Optional<String> number =
        user.child("contact").map(c -> c.text().replaceAll("[^0-9]", "")).filter(n -> !n.isEmpty());
    Jid asked =
        user.jid("jid")
            .or(() -> number.map(digits -> Jid.of(digits, Server.PHONE)))
            .orElseThrow(QueryRefused::badRequest);
    Optional<Account> found = directory.find(caller.account().tenant(), asked.withoutDevice());
    boolean byLid = query.child("contact").filter(c -> c.has("addressing_mode", "lid")).isPresent();
    Node answer = Node.of("user").with("jid", asked);
    if (byLid && found.isPresent()) {
      answer = answer.with("jid", found.get().lidJid()).with("pn_jid", found.get().phoneJid());
    }
    for (Node protocol : query.children()) {
      Optional<Node> part =
          switch (protocol.tag().toLowerCase(Locale.ROOT)) {
            case "devices" -> Optional.of(devices(found));
            case "lid" -> found.map(account -> Node.of("lid").with("val", account.lidJid()));
            case "contact" -> Optional.of(contact(found, user));
            case "status" -> found.map(this::about);
            case DisappearingModeQuery.TAG ->
                found.map(account -> DisappearingModeQuery.node(profiles, account.phone()));
            case "picture" -> found.flatMap(this::picture);
            default -> Optional.empty();
          };
      answer = part.map(answer::adding).orElse(answer);
    }
    return answer;
  }

  private Node devices(Optional<Account> found) {
    List<Node> devices =
        found.map(directory::devices).stream()
            .flatMap(all -> all.stream())
            .map(UsyncQuery::device)
            .toList();
    Node answer = Node.of("devices", Node.of("device-list").holding(devices));
    byte[] list = found.map(Account::keyIndexList).orElse(new byte[0]);
    return list.length == 0 ? answer : answer.adding(KeyNodes.keyIndexes(list));
  }

  private Node about(Account account) {
    return profiles
        .about(account.phone())
        .map(
            about ->
                Node.of("status", about.text().getBytes(StandardCharsets.UTF_8))
                    .with("t", about.at().getEpochSecond()))
        .orElseGet(() -> Node.of("status"));
  }

  private Optional<Node> picture(Account account) {
    return profiles
        .picture(account.phone())
        .map(picture -> Node.of("picture").with("id", picture.id()));
  }

  private static Node device(Device device) {
    Node node = Node.of("device").with("id", device.id().number());
    return device.id().isPhone() ? node : node.with("key-index", device.keyIndex());
  }

  private static Node contact(Optional<Account> found, Node user) {
    Node contact = Node.of("contact").with("type", found.isPresent() ? "in" : "out");
    return user.child("contact").map(c -> contact.holding(c.bytes())).orElse(contact);
  }
}

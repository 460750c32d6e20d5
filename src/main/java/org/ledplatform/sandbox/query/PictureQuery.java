package org.ledplatform.sandbox.query;

import java.util.List;
import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.Profiles;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.delivery.Notices;
import org.ledplatform.sandbox.group.Group;
import org.ledplatform.sandbox.media.SandboxMedia;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/**
 * Pictures of people and groups (protocol §11). Who asks for an address gets one at the media
 * listener, when it listens; else the picture travels inside of the answer.
 */
final class PictureQuery implements Query {

  /** Clients send a picture of 640 × 640 points. */
  private static final int MAX_BYTES = 256 * 1024;

  private final GroupDesk desk;
  private final Profiles profiles;
  private final SandboxMedia media;
  private final Notices notices;

  PictureQuery(GroupDesk desk, Profiles profiles, SandboxMedia media, Notices notices) {
    this.desk = desk;
    this.profiles = profiles;
    this.media = media;
    this.notices = notices;
  }

  @Override
  public List<Node> answer(Caller caller, Node iq) {
    Jid target = iq.jid("target").orElse(caller.account().phoneJid()).withoutDevice();
    if (iq.has("type", "get")) {
      return List.of(show(owner(caller, target), iq));
    }
    return target.isGroup() ? hangInGroup(caller, target, iq) : hangOwn(caller, target, iq);
  }

  private String owner(Caller caller, Jid target) {
    if (target.isGroup()) {
      return desk.asMember(caller, Node.of("iq").with("to", target)).id();
    }
    return desk.directory()
        .find(caller.account().tenant(), target)
        .map(Account::phone)
        .orElseThrow(QueryRefused::notFound);
  }

  private Node show(String owner, Node iq) {
    Optional<Node> asked = iq.child("picture");
    Profiles.Picture picture = profiles.picture(owner).orElseThrow(QueryRefused::notFound);
    Node answer =
        Node.of("picture")
            .with("id", picture.id())
            .with("type", asked.flatMap(node -> node.attribute("type")).orElse("preview"));
    Optional<String> path =
        asked.filter(node -> node.has("query", "url")).flatMap(_ -> media.picture(owner, picture));
    return path.map(
            direct ->
                answer
                    .with("url", "https://" + media.address().orElseThrow() + direct)
                    .with("direct_path", direct))
        .orElseGet(() -> answer.holding(picture.bytes()));
  }

  private List<Node> hangInGroup(Caller caller, Jid target, Node iq) {
    Group group = desk.asEditor(caller, Node.of("iq").with("to", target));
    List<Node> answer = hang(group.id(), iq);
    desk.notices()
        .picture(
            group, GroupDesk.actor(caller), told(answer, target, group.address(caller.account())));
    return answer;
  }

  private List<Node> hangOwn(Caller caller, Jid target, Node iq) {
    if (!owner(caller, target).equals(caller.account().phone())) {
      throw QueryRefused.forbidden();
    }
    List<Node> answer = hang(caller.account().phone(), iq);
    notices.picture(
        caller.account(),
        caller.device().id(),
        told(answer, caller.account().phoneJid(), caller.account().phoneJid()));
    return answer;
  }

  /** Without a picture in the question the one there is comes down. */
  private List<Node> hang(String owner, Node iq) {
    byte[] jpeg = iq.child("picture").map(Node::bytes).orElse(new byte[0]);
    if (jpeg.length == 0) {
      profiles.takeDown(owner);
      return List.of();
    }
    boolean looksLikeJpeg = jpeg.length > 2 && (jpeg[0] & 0xFF) == 0xFF && (jpeg[1] & 0xFF) == 0xD8;
    if (!looksLikeJpeg || jpeg.length > MAX_BYTES) {
      throw QueryRefused.notAcceptable();
    }
    return List.of(Node.of("picture").with("id", profiles.hang(owner, jpeg)));
  }

  private static Node told(List<Node> answer, Jid of, Jid author) {
    return answer.isEmpty()
        ? Node.of("delete").with("jid", of).with("author", author)
        : Node.of("set")
            .with("jid", of)
            .with("id", answer.getFirst().require("id"))
            .with("author", author);
  }
}

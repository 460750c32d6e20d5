package org.ledplatform.sandbox.group;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.ledplatform.sandbox.Companion;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.storage.MemorySandboxStorage;
import org.ledplatform.sandbox.storage.SandboxStorage;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.Server;
import org.ledplatform.whatsapp.node.Node;

/** Three people, two of them with a companion that is online. */
public final class GroupWorld implements AutoCloseable {

  public final SandboxFixture sandbox;
  public final Phone ada;
  public final Phone bob;
  public final Phone cyd;
  public final Member adas;
  public final Member bobs;

  /** A companion and its connection. */
  public record Member(Companion device, RawClient client) {

    /** Asks the group service; the reply may be an error. */
    public Node ask(Jid to, String type, Node child) {
      return client.ask(to, "w:g2", type, child);
    }

    /** The code of the error that a question gets. */
    public String refused(Jid to, String type, Node child) {
      return ask(to, type, child).requireChild("error").require("code");
    }

    /** The next notification about a group whose child has this tag. */
    public Node told(String what) {
      return client.await(notification(what));
    }
  }

  public GroupWorld() {
    this(new MemorySandboxStorage());
  }

  public GroupWorld(SandboxStorage storage) {
    sandbox = new SandboxFixture(storage);
    ada = sandbox.phone("Ada");
    bob = sandbox.phone("Bob");
    cyd = sandbox.phone("Cyd");
    adas = member(ada);
    bobs = member(bob);
  }

  /** Links a companion to a phone and brings it online. */
  public Member member(Phone phone) {
    Companion companion = Companion.pair(sandbox, phone.id());
    RawClient client = companion.goOnline();
    companion.takeWelcome(client);
    return new Member(companion, client);
  }

  static Predicate<Node> notification(String what) {
    return n ->
        n.tag().equals("notification")
            && !n.has("type", "devices")
            && n.children().stream().anyMatch(child -> child.tag().equals(what));
  }

  /** Ada's companion makes a group; who is in it hears of it. */
  public Jid create(boolean byLid, Phone... others) {
    Node create =
        people("create", byLid, others)
            .with("subject", "Friends")
            .with("addressing_mode", byLid ? "lid" : "pn")
            .with("key", "key-1");
    Node reply = adas.ask(Jid.GROUPS, "set", create);
    Jid group = Jid.of(reply.requireChild("group").require("id"), Server.GROUP);
    if (Arrays.asList(others).contains(bob)) {
      bobs.told("create");
    }
    return group;
  }

  /** A list of participants under this tag. */
  public static Node people(String tag, boolean byLid, Phone... phones) {
    return Node.of(tag)
        .holding(
            Stream.of(phones)
                .map(phone -> Node.of("participant").with("jid", byLid ? phone.lid() : phone.jid()))
                .toList());
  }

  /** Whether admins decide who comes in by link. */
  static Node approval(String state) {
    return Node.of("membership_approval_mode", Node.of("group_join").with("state", state));
  }

  /** The group as a member reads it. */
  public static Node read(Member member, Jid group) {
    return member.ask(group, "get", Node.of("query").with("request", "interactive"));
  }

  /** The members of a {@code <group>}: address and role. */
  public static List<String> members(Node group) {
    return group.children("participant").stream()
        .map(p -> p.require("jid") + " " + p.attribute("type").orElse("member"))
        .toList();
  }

  @Override
  public void close() {
    sandbox.close();
  }
}

package org.ledplatform.whatsapp.stanza;

import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** What a client asks about groups, and asks to be done in them (protocol §9.2). Ids come later. */
public final class GroupQuestions {

  private GroupQuestions() {}

  /** What is to know about this group? */
  public static Node metadata(Jid group) {
    return get(group, Node.of("query").with("request", "interactive"));
  }

  /** Which groups are we in, and who is in them? */
  public static Node participating() {
    return get(
        Jid.GROUPS, Node.of("participating", Node.of("participants"), Node.of("description")));
  }

  /** A question to a group, or to the group service. */
  static Node get(Jid to, Node child) {
    return iq("get", to, child);
  }

  /** A wish of ours for a group, or for the group service. */
  static Node set(Jid to, Node child) {
    return iq("set", to, child);
  }

  private static Node iq(String type, Jid to, Node child) {
    return Node.of("iq", child).with("to", to).with("type", type).with("xmlns", "w:g2");
  }
}

package org.ledplatform.whatsapp.stanza;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.signal.LocalIdentity;
import org.ledplatform.whatsapp.signal.PreKey;
import org.ledplatform.whatsapp.signal.SignedPreKey;

/** The questions that a client asks the network (protocol §6, §8.1, §11). Ids come later. */
public final class Questions {

  private Questions() {}

  /** Are you there? */
  public static Node ping() {
    return iq("get", "w:p", Node.of("ping"));
  }

  /** From here on we take live traffic. */
  public static Node active() {
    return iq("set", "passive", Node.of("active"));
  }

  /** How many of our one-time pre-keys do you have left? */
  public static Node preKeyCount() {
    return iq("get", "encrypt", Node.of("count"));
  }

  /** Which pre-keys of ours do you have? */
  public static Node preKeyDigest() {
    return iq("get", "encrypt", Node.of("digest"));
  }

  /** Take these one-time pre-keys of ours. */
  public static Node preKeyUpload(LocalIdentity local, SignedPreKey signed, List<PreKey> keys) {
    Node list = Node.of("list").holding(keys.stream().map(KeyNodes::key).toList());
    return iq(
        "set",
        "encrypt",
        KeyNodes.registration(local),
        KeyNodes.type(),
        KeyNodes.identity(local),
        list,
        KeyNodes.signed(signed));
  }

  /** Hand this signed pre-key of ours out from now on. */
  public static Node rotate(SignedPreKey signed) {
    return iq("set", "encrypt", Node.of("rotate", KeyNodes.signed(signed)));
  }

  /** What begins a signal session with these devices? */
  public static Node keysOf(Collection<Jid> devices) {
    List<Node> users = devices.stream().map(jid -> Node.of("user").with("jid", jid)).toList();
    return iq("get", "encrypt", Node.of("key").holding(users));
  }

  /**
   * Which devices do these people have?
   *
   * @param sid any text that is new for each question
   */
  public static Node devicesOf(Collection<Jid> people, String sid) {
    List<Node> users =
        people.stream().map(jid -> Node.of("user").with("jid", jid.withoutDevice())).toList();
    Node usync =
        Node.of(
                "usync",
                Node.of("query", Node.of("devices").with("version", "2"), Node.of("lid")),
                Node.of("list").holding(users))
            .with("context", "message")
            .with("mode", "query")
            .with("sid", sid)
            .with("last", "true")
            .with("index", "0");
    return iq("get", "usync", usync);
  }

  /** Forget this device. */
  public static Node removeDevice(Jid own) {
    return iq(
        "set",
        "md",
        Node.of("remove-companion-device").with("jid", own).with("reason", "user_initiated"));
  }

  /**
   * Which switches do you set for us?
   *
   * @param hash names those that we know; empty text for none
   */
  public static Node props(String hash) {
    Node props = Node.of("props").with("protocol", "1");
    return iq("get", "abt", hash.isEmpty() ? props : props.with("hash", hash));
  }

  /** We have taken note of a dirty bit. */
  public static Node clean(String type) {
    return iq("set", "urn:xmpp:whatsapp:dirty", Node.of("clean").with("type", type));
  }

  /**
   * Whom have we blocked?
   *
   * @param hash names the list that we know; empty text for none
   */
  public static Node blocklist(String hash) {
    return hash.isEmpty()
        ? iq("get", "blocklist")
        : iq("get", "blocklist", Node.of("item").with("dhash", hash));
  }

  /** Block somebody, or let them write again. */
  public static Node blocking(Jid person, Optional<Jid> phone, boolean block) {
    return iq(
        "set",
        "blocklist",
        Node.of("item")
            .with("action", block ? "block" : "unblock")
            .with("jid", person)
            .with("pn_jid", phone.map(Jid::toString)));
  }

  /** We trust this person: hand them a token of ours that was made then. */
  public static Node trusting(Jid person, Instant at) {
    return iq(
        "set",
        "privacy",
        Node.of(
            "tokens",
            Node.of("token")
                .with("jid", person)
                .with("t", at.getEpochSecond())
                .with("type", "trusted_contact")));
  }

  private static Node iq(String type, String namespace, Node... children) {
    return Node.of("iq", children)
        .with("to", Jid.NETWORK)
        .with("type", type)
        .with("xmlns", namespace);
  }
}

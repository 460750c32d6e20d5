package org.ledplatform.whatsapp.node;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Content.Bytes;
import org.ledplatform.whatsapp.node.Content.Children;
import org.ledplatform.whatsapp.node.Content.Nothing;

/**
 * One stanza or a part of one: {@code <tag key=value …>content</tag>}. Immutable; the methods that
 * add something return a new node. Attribute values are text; a value with an {@code @} is an
 * address and travels as one.
 *
 * @param attributes in the order of the wire
 */
public record Node(String tag, Map<String, String> attributes, Content content) {

  private static final Nothing NOTHING = new Nothing();

  /** Of the year 9999; what is later is no time, and does not fit where times are kept. */
  private static final long LAST_SECOND = 253_402_300_799L;

  public Node {
    attributes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /** A node without attributes and content. */
  public static Node of(String tag) {
    return new Node(tag, Map.of(), NOTHING);
  }

  /** A node that holds bytes only. */
  public static Node of(String tag, byte[] bytes) {
    return new Node(tag, Map.of(), new Bytes(bytes));
  }

  /** A node that holds child nodes only. */
  public static Node of(String tag, Node... children) {
    return new Node(tag, Map.of(), new Children(List.of(children)));
  }

  /** This node with one attribute more (or replaced). */
  public Node with(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(attributes);
    more.put(key, value);
    return new Node(tag, more, content);
  }

  /** This node with an address as attribute. */
  public Node with(String key, Jid value) {
    return with(key, value.toString());
  }

  /** This node with a number as attribute. */
  public Node with(String key, long value) {
    return with(key, Long.toString(value));
  }

  /** This node with the attribute when there is a value. */
  public Node with(String key, Optional<?> value) {
    return value.map(v -> with(key, v.toString())).orElse(this);
  }

  /** This node holding these bytes instead of what it held. */
  public Node holding(byte[] bytes) {
    return new Node(tag, attributes, new Bytes(bytes));
  }

  /** This node holding these children instead of what it held. */
  public Node holding(List<Node> children) {
    return new Node(tag, attributes, new Children(children));
  }

  /** This node with one child more behind those it has. */
  public Node adding(Node child) {
    List<Node> more = new ArrayList<>(children());
    more.add(child);
    return holding(more);
  }

  /** The attribute, if present. */
  public Optional<String> attribute(String key) {
    return Optional.ofNullable(attributes.get(key));
  }

  /** Whether the attribute is present with exactly this value. */
  public boolean has(String key, String value) {
    return value.equals(attributes.get(key));
  }

  /**
   * The attribute.
   *
   * @throws UnexpectedNodeException when it is missing
   */
  public String require(String key) {
    return attribute(key)
        .orElseThrow(() -> new UnexpectedNodeException("<" + tag + "> lacks the attribute " + key));
  }

  /** The attribute as an address, if present. */
  public Optional<Jid> jid(String key) {
    return attribute(key).map(Jid::parse);
  }

  /**
   * The attribute as an address.
   *
   * @throws UnexpectedNodeException when it is missing
   */
  public Jid requireJid(String key) {
    return Jid.parse(require(key));
  }

  /**
   * The attribute as a whole number, if present.
   *
   * @throws UnexpectedNodeException when it is not one
   */
  public Optional<Long> number(String key) {
    return attribute(key)
        .map(
            text -> {
              try {
                return Long.valueOf(text);
              } catch (NumberFormatException e) {
                throw new UnexpectedNodeException(
                    "<" + tag + "> has no number in the attribute " + key);
              }
            });
  }

  /**
   * The attribute, seconds since the epoch, as a time of this era, if present.
   *
   * @throws UnexpectedNodeException when it is not one
   */
  public Optional<Instant> time(String key) {
    return number(key)
        .map(
            seconds -> {
              if (seconds < 0 || seconds > LAST_SECOND) {
                throw new UnexpectedNodeException("<" + tag + "> has no time in " + key);
              }
              return Instant.ofEpochSecond(seconds);
            });
  }

  /** The children; an empty list when the node holds bytes or nothing. */
  public List<Node> children() {
    return content instanceof Children(List<Node> nodes) ? nodes : List.of();
  }

  /** The children with this tag. */
  public List<Node> children(String childTag) {
    return children().stream().filter(n -> n.tag().equals(childTag)).toList();
  }

  /** The first child with this tag, if any. */
  public Optional<Node> child(String childTag) {
    return children().stream().filter(n -> n.tag().equals(childTag)).findFirst();
  }

  /**
   * The first child with this tag.
   *
   * @throws UnexpectedNodeException when there is none
   */
  public Node requireChild(String childTag) {
    return child(childTag)
        .orElseThrow(() -> new UnexpectedNodeException("<" + tag + "> lacks <" + childTag + ">"));
  }

  /** The bytes; an empty array when the node holds children or nothing. */
  public byte[] bytes() {
    return content instanceof Bytes(byte[] bytes) ? bytes : new byte[0];
  }

  /**
   * The bytes when there are exactly so many.
   *
   * @throws UnexpectedNodeException when there are not
   */
  public byte[] bytes(int length) {
    byte[] bytes = bytes();
    if (bytes.length != length) {
      throw new UnexpectedNodeException("<" + tag + "> should hold " + length + " bytes");
    }
    return bytes;
  }

  /** The bytes read as UTF-8. */
  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /** The tag alone: attributes and content may be somebody's secret, so they stay out of logs. */
  @Override
  public String toString() {
    return "<" + tag + ">";
  }
}

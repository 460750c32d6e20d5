package org.ledplatform.whatsapp.node;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one node (protocol §4.2). One object reads once. */
final class NodeDecoder {

  private final TextDecoder texts;
  private final ByteCursor in;
  private int parts;

  NodeDecoder(TokenDictionary dictionary, ByteCursor in) {
    this.texts = new TextDecoder(dictionary, in);
    this.in = in;
  }

  Node decode() {
    Node node = node(in.u8(), 1);
    if (in.remaining() > 0) {
      throw new MalformedNodeException("Bytes behind the node");
    }
    return node;
  }

  private Node node(int tag, int depth) {
    if (depth > NodeCodec.MAX_DEPTH) {
      throw new MalformedNodeException("Nodes are nested too deeply");
    }
    int size = listSize(tag);
    if (size == 0) {
      throw new MalformedNodeException("A node without a tag");
    }
    String name = texts.name(in.u8());
    Map<String, String> attributes = attributes((size - 1) / 2);
    return new Node(name, attributes, size % 2 == 0 ? content(depth) : new Content.Nothing());
  }

  private Map<String, String> attributes(int count) {
    Map<String, String> attributes = LinkedHashMap.newLinkedHashMap(Math.min(count, 16));
    for (int i = 0; i < count; i++) {
      String key = texts.name(in.u8());
      if (attributes.put(key, texts.text(in.u8())) != null) {
        throw new MalformedNodeException("A node has an attribute twice");
      }
    }
    return attributes;
  }

  private Content content(int depth) {
    int tag = in.u8();
    return switch (tag) {
      case Tags.LIST_EMPTY, Tags.LIST_8, Tags.LIST_16 -> children(listSize(tag), depth);
      case Tags.BINARY_8, Tags.BINARY_20, Tags.BINARY_32 -> new Content.Bytes(texts.bytes(tag));
      default -> new Content.Bytes(texts.text(tag).getBytes(StandardCharsets.UTF_8));
    };
  }

  private Content children(int count, int depth) {
    List<Node> nodes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      nodes.add(node(in.u8(), depth + 1));
    }
    return new Content.Children(nodes);
  }

  /** Every part takes at least one byte, so a list cannot be longer than what is left. */
  private int listSize(int tag) {
    int size =
        switch (tag) {
          case Tags.LIST_EMPTY -> 0;
          case Tags.LIST_8 -> in.u8();
          case Tags.LIST_16 -> in.u16();
          default -> throw new MalformedNodeException("A list was expected");
        };
    parts += size;
    if (size > in.remaining() || parts > NodeCodec.MAX_PARTS) {
      throw new MalformedNodeException("A list is too long");
    }
    return size;
  }
}

package org.ledplatform.whatsapp.node;

import java.util.List;

/** What a node holds. */
public sealed interface Content {

  /** Nothing at all, which differs from empty bytes. */
  record Nothing() implements Content {}

  /** Child nodes. */
  record Children(List<Node> nodes) implements Content {
    public Children {
      nodes = List.copyOf(nodes);
    }
  }

  /**
   * Bytes. A content string that the sender wrote as a dictionary token arrives here as its UTF-8
   * bytes. The array is shared: do not write to it.
   */
  record Bytes(byte[] bytes) implements Content {}
}

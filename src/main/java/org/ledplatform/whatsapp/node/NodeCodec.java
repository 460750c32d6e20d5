package org.ledplatform.whatsapp.node;

/** Nodes to bytes and back. */
public final class NodeCodec {

  public NodeCodec(TokenDictionary dictionary) {}

  public byte[] encode(Node node) {
    throw new UnsupportedOperationException();
  }

  public Node decode(byte[] bytes) {
    throw new UnsupportedOperationException();
  }
}

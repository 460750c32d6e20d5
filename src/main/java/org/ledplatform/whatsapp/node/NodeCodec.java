package org.ledplatform.whatsapp.node;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Nodes to bytes and back, in one of the two dictionaries (protocol §4). Bytes begin with the flag
 * byte. Whatever the bytes are, memory and time are bounded. Stateless; safe for many threads.
 */
public final class NodeCodec {

  /** Longest node after inflating, in bytes. */
  public static final int MAX_LENGTH = 16 * 1024 * 1024;

  /** How deep nodes may be nested. */
  public static final int MAX_DEPTH = 32;

  /** Tags, attributes (two each) and contents in all nodes of one tree. */
  public static final int MAX_PARTS = 500_000;

  private static final int CHUNK = 8192;

  private final TokenDictionary dictionary;

  public NodeCodec(TokenDictionary dictionary) {
    this.dictionary = dictionary;
  }

  /** The bytes of a node, never deflated. */
  public byte[] encode(Node node) {
    return new NodeEncoder(dictionary).encode(node);
  }

  /**
   * The node of some bytes.
   *
   * @throws MalformedNodeException when they are none, or go beyond the limits
   */
  public Node decode(byte[] bytes) {
    if (bytes.length == 0) {
      throw new MalformedNodeException("No bytes");
    }
    boolean deflated = (bytes[0] & Tags.FLAG_DEFLATED) != 0;
    ByteCursor in = deflated ? new ByteCursor(inflate(bytes), 0) : new ByteCursor(bytes, 1);
    return new NodeDecoder(dictionary, in).decode();
  }

  private static byte[] inflate(byte[] bytes) {
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(bytes, 1, bytes.length - 1);
      ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(4 * bytes.length, MAX_LENGTH));
      byte[] chunk = new byte[CHUNK];
      while (!inflater.finished()) {
        int count = inflater.inflate(chunk);
        if (count == 0 && !inflater.finished()) {
          throw new MalformedNodeException("The deflated node ends too early");
        }
        if (out.size() + count > MAX_LENGTH) {
          throw new MalformedNodeException("The inflated node is too long");
        }
        out.write(chunk, 0, count);
      }
      return out.toByteArray();
    } catch (DataFormatException e) {
      throw new MalformedNodeException("The node does not inflate", e);
    }
  }
}

package org.ledplatform.whatsapp.node;

/** Reads bytes from front to back and never beyond the end. */
final class ByteCursor {

  private final byte[] bytes;
  private int position;

  ByteCursor(byte[] bytes, int position) {
    this.bytes = bytes;
    this.position = position;
  }

  int remaining() {
    return bytes.length - position;
  }

  int u8() {
    require(1);
    return bytes[position++] & 0xFF;
  }

  int u16() {
    return u8() << 8 | u8();
  }

  /** Three bytes of which the top four bits mean nothing. */
  int u20() {
    return (u8() & 0xF) << 16 | u16();
  }

  /** A length of four bytes; never negative, because what is not there cannot be read. */
  int length32() {
    int length = u16() << 16 | u16();
    if (length < 0) {
      throw new MalformedNodeException("A length beyond the end");
    }
    return length;
  }

  byte[] take(int length) {
    require(length);
    byte[] taken = new byte[length];
    System.arraycopy(bytes, position, taken, 0, length);
    position += length;
    return taken;
  }

  private void require(int length) {
    if (length > remaining()) {
      throw new MalformedNodeException("The node ends too early");
    }
  }
}

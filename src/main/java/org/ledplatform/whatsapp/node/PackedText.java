package org.ledplatform.whatsapp.node;

/**
 * Text of few kinds of characters, two to a byte (protocol §4.2): decimals with {@code -} and
 * {@code .}, or upper-case hexadecimals. The header byte holds the number of bytes and, in its top
 * bit, that the last half byte is only filler.
 */
final class PackedText {

  private static final String NIBBLES = "0123456789-.";
  private static final String HEX = "0123456789ABCDEF";
  private static final int MAX_LENGTH = 127;
  private static final int FILLER = 15;

  private PackedText() {}

  static boolean fitsNibbles(String text) {
    return fits(text, NIBBLES);
  }

  static boolean fitsHex(String text) {
    return fits(text, HEX);
  }

  /** Header byte and packed bytes. The text must fit. */
  static byte[] pack(String text, boolean hex) {
    String alphabet = hex ? HEX : NIBBLES;
    int count = (text.length() + 1) / 2;
    byte[] packed = new byte[1 + count];
    boolean odd = text.length() % 2 == 1;
    packed[0] = (byte) (odd ? count | 0x80 : count);
    for (int i = 0; i < count; i++) {
      int high = alphabet.indexOf(text.charAt(2 * i));
      int low = 2 * i + 1 < text.length() ? alphabet.indexOf(text.charAt(2 * i + 1)) : FILLER;
      packed[1 + i] = (byte) (high << 4 | low);
    }
    return packed;
  }

  /** The text of packed bytes without their header. */
  static String unpack(byte[] packed, boolean odd, boolean hex) {
    String alphabet = hex ? HEX : NIBBLES;
    int length = 2 * packed.length - (odd ? 1 : 0);
    if (length < 0) {
      throw new MalformedNodeException("A packed text of less than nothing");
    }
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      int code = i % 2 == 0 ? packed[i / 2] >> 4 & 0xF : packed[i / 2] & 0xF;
      if (code >= alphabet.length()) {
        throw new MalformedNodeException("A packed text holds an unknown character");
      }
      text.append(alphabet.charAt(code));
    }
    return text.toString();
  }

  private static boolean fits(String text, String alphabet) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return false;
    }
    return text.chars().allMatch(c -> alphabet.indexOf(c) >= 0);
  }
}

package org.ledplatform.whatsapp.history;

import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts an encoded {@code HistorySync} into its fields while it comes in. Of a conversation each
 * message is a field of its own; the rest of it, which is small, is handed over at its end. Holds
 * one field at most.
 */
final class HistoryFields {

  private static final int CONVERSATION = 2;
  private static final int MAX_FIELD = 4 * 1024 * 1024;
  private static final int MAX_HEAD = 20;
  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int BYTES = 2;
  private static final int FOUR_BYTES = 5;

  private final Reader reader;
  private byte[] buffer = new byte[64 * 1024];
  private int start;
  private int end;
  private long skipping;
  private boolean inside;
  private long left;

  /** Takes the fields. */
  interface Reader {
    /** Whether a field at the top, or of a conversation, is wanted at all. */
    boolean wants(boolean inConversation, int field);

    /** A field, with its tag in front as it was encoded. */
    void field(boolean inConversation, int field, byte[] encoded);

    /** The conversation whose fields came before is complete. */
    void conversationEnds();
  }

  HistoryFields(Reader reader) {
    this.reader = reader;
  }

  void feed(byte[] bytes, int length) {
    append(bytes, length);
    while (step()) {
      endConversation();
    }
    if (start > buffer.length / 2) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    }
  }

  boolean atEnd() {
    return start == end && skipping == 0 && !inside;
  }

  private void append(byte[] bytes, int length) {
    if (buffer.length - end < length) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
      if (buffer.length - end < length) {
        buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, end + length));
      }
    }
    System.arraycopy(bytes, 0, buffer, end, length);
    end += length;
  }

  /** One step over what is there; false when more has to come. */
  private boolean step() {
    if (skipping > 0) {
      int now = (int) Math.min(skipping, end - start);
      consume(now);
      skipping -= now;
      return skipping == 0;
    }
    Optional<Head> head = head();
    if (head.isEmpty()) {
      if (end - start >= MAX_HEAD) {
        throw new HistoryException("A field of the history has no sensible beginning");
      }
      return false;
    }
    return take(head.get());
  }

  private boolean take(Head head) {
    long whole = head.length() + head.content();
    if (inside && whole > left) {
      throw new HistoryException("A field is longer than its conversation");
    }
    if (!inside && head.field() == CONVERSATION && head.type() == BYTES) {
      consume(head.length());
      inside = true;
      left = head.content();
      return true;
    }
    if (!reader.wants(inside, head.field()) || whole > MAX_FIELD) {
      skipping = whole;
      return true;
    }
    if (end - start < whole) {
      return false;
    }
    byte[] encoded = Arrays.copyOfRange(buffer, start, start + (int) whole);
    consume((int) whole);
    reader.field(inside, head.field(), encoded);
    return true;
  }

  private void consume(int count) {
    start += count;
    if (inside) {
      left -= count;
    }
  }

  private void endConversation() {
    if (inside && left == 0 && skipping == 0) {
      inside = false;
      reader.conversationEnds();
    }
  }

  /**
   * The beginning of a field.
   *
   * @param length bytes of tag and length
   * @param content bytes after them
   */
  private record Head(int field, int type, int length, long content) {}

  private Optional<Head> head() {
    int tagLength = varintLength(start);
    if (tagLength == 0) {
      return Optional.empty();
    }
    long tag = varint(start, tagLength);
    int type = (int) (tag & 7);
    long field = tag >>> 3;
    if (field == 0 || field > 0x1FFF_FFFF) {
      throw new HistoryException("A field of the history has no sensible number");
    }
    return switch (type) {
      case VARINT -> {
        int value = varintLength(start + tagLength);
        yield value == 0
            ? Optional.empty()
            : Optional.of(new Head((int) field, type, tagLength, value));
      }
      case EIGHT_BYTES -> Optional.of(new Head((int) field, type, tagLength, 8));
      case FOUR_BYTES -> Optional.of(new Head((int) field, type, tagLength, 4));
      case BYTES -> bytes((int) field, tagLength);
      default -> throw new HistoryException("A field of the history is of no known kind");
    };
  }

  private Optional<Head> bytes(int field, int tagLength) {
    int lengthLength = varintLength(start + tagLength);
    if (lengthLength == 0) {
      return Optional.empty();
    }
    long length = varint(start + tagLength, lengthLength);
    if (length < 0 || length > HistoryStream.MAX_INFLATED) {
      throw new HistoryException("A field of the history has no sensible length");
    }
    return Optional.of(new Head(field, BYTES, tagLength + lengthLength, length));
  }

  /** Bytes of the varint at a place; 0 when it is not all there. */
  private int varintLength(int at) {
    for (int i = at; i < end && i < at + 10; i++) {
      if (buffer[i] >= 0) {
        return i - at + 1;
      }
    }
    if (end - at >= 10) {
      throw new HistoryException("A number of the history is too long");
    }
    return 0;
  }

  private long varint(int at, int length) {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value |= (long) (buffer[at + i] & 0x7F) << (7 * i);
    }
    return value;
  }
}

package org.ledplatform.whatsapp.content;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How much of what somebody sends is kept. What is too long is cut, so that nobody's message costs
 * more than a fair one; what is too large to cut is left out.
 */
public final class Limits {

  /** Characters of a text, as in official apps. */
  static final int TEXT = 65_536;

  /** Characters of names, addresses and the like. */
  static final int LINE = 4_096;

  /** Characters of an id, as for messages. */
  static final int ID = 128;

  /** Entries of a list. */
  static final int ENTRIES = 1_024;

  /** Bytes of a small picture inside a message. */
  static final int THUMBNAIL = 131_072;

  /** Bytes of a sidecar: ten for every 64 KiB of two gibibytes. */
  static final int SIDECAR = 327_680;

  /** Bytes of a waveform. */
  static final int WAVEFORM = 1_024;

  private static final long LAST_SECOND = 253_402_300_799L;

  private Limits() {}

  static String text(String text) {
    return cut(text, TEXT);
  }

  static String line(String text) {
    return cut(text, LINE);
  }

  private static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    boolean inCharacter = Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, inCharacter ? length - 1 : length);
  }

  static <T> List<T> entries(List<T> list) {
    return list.size() <= ENTRIES ? list : list.subList(0, ENTRIES);
  }

  static ByteString bytes(ByteString bytes, int most) {
    return bytes.size() <= most ? bytes : ByteString.EMPTY;
  }

  /** The epoch when the seconds are no time of this era. */
  public static Instant instant(long seconds) {
    return seconds < 0 || seconds > LAST_SECOND ? Instant.EPOCH : Instant.ofEpochSecond(seconds);
  }

  /** From the unsigned number of the wire. */
  static Duration seconds(int unsigned) {
    return Duration.ofSeconds(Integer.toUnsignedLong(unsigned));
  }

  /** Pixels and pages; 0 for what no picture and no file has. */
  static int count(int number) {
    return Math.max(0, number);
  }
}

package org.ledplatform.whatsapp.content;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import java.io.IOException;

/**
 * Parses messages with a bound on how deep they nest. What comes from outside may nest less deep
 * than what is stored: a message that was taken must still be readable inside its record, as a
 * quote of a reply, or forwarded.
 */
public final class Nesting {

  /** Far more than any app writes; the library's own bound is 100. */
  private static final int OUTSIDE = 60;

  private static final int STORED = 200;

  private Nesting() {}

  /**
   * Reads what somebody else wrote.
   *
   * @throws InvalidProtocolBufferException also when it nests too deep
   */
  public static <T> T fromOutside(Parser<T> parser, byte[] bytes)
      throws InvalidProtocolBufferException {
    return parsed(parser, bytes, OUTSIDE);
  }

  /**
   * Reads what this device stored.
   *
   * @throws InvalidProtocolBufferException when it is damaged
   */
  public static <T> T fromStore(Parser<T> parser, byte[] bytes)
      throws InvalidProtocolBufferException {
    return parsed(parser, bytes, STORED);
  }

  private static <T> T parsed(Parser<T> parser, byte[] bytes, int depth)
      throws InvalidProtocolBufferException {
    CodedInputStream input = CodedInputStream.newInstance(bytes);
    input.setRecursionLimit(depth);
    T message = parser.parseFrom(input);
    try {
      input.checkLastTagWas(0);
    } catch (InvalidProtocolBufferException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidProtocolBufferException(e);
    }
    return message;
  }
}

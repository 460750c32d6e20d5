package org.ledplatform.whatsapp.media;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where in the whole the part of a file begins that a host sent (RFC 9110 §14.4). */
final class ContentRange {

  private static final Pattern RANGE = Pattern.compile("bytes ([0-9]{1,18})-.*");

  private ContentRange() {}

  /**
   * The offset of the first byte.
   *
   * @param header {@code Content-Range}; empty when there was none
   * @throws IOException when it does not say
   */
  static long start(String header) throws IOException {
    Matcher matcher = RANGE.matcher(header);
    if (!matcher.matches()) {
      throw new IOException("A media host sent a part without saying which");
    }
    return Long.parseLong(matcher.group(1));
  }
}

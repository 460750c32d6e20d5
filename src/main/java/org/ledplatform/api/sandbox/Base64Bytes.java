package org.ledplatform.api.sandbox;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serial;
import org.ledplatform.api.problem.ProblemException;
import org.ledplatform.sandbox.control.SendRequest;

/**
 * Reads a file out of a body while it arrives, so that it never stands in memory as text; the limit
 * for texts stays small for everything else.
 */
final class Base64Bytes extends StdDeserializer<byte[]> {

  @Serial private static final long serialVersionUID = 1L;

  private static final String FIELD = "media.base64";

  Base64Bytes() {
    super(byte[].class);
  }

  @Override
  public byte[] deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      throw ProblemException.invalid(FIELD, "must be text");
    }
    Bounded file = new Bounded();
    try {
      parser.readBinaryValue(Base64Variants.MIME_NO_LINEFEEDS.withPaddingAllowed(), file);
    } catch (JsonEOFException e) {
      throw e;
    } catch (IllegalArgumentException | StreamReadException _) {
      throw ProblemException.invalid(FIELD, "is no base64");
    }
    return file.toByteArray();
  }

  private static final class Bounded extends ByteArrayOutputStream {
    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
      if (size() + length > SendRequest.Media.MOST) {
        throw ProblemException.invalid(
            FIELD, "such a file has 1 to " + SendRequest.Media.MOST + " bytes");
      }
      super.write(bytes, from, length);
    }
  }
}

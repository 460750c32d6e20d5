package org.ledplatform.sandbox.server;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import org.ledplatform.whatsapp.node.TokenDictionary;
import org.ledplatform.whatsapp.noise.HandshakeException;
import org.ledplatform.whatsapp.noise.IntroHeader;

/**
 * Reads what a client sends before its first frame: perhaps a routing prefix, then the header that
 * names the dictionary (protocol §1). Not safe for many threads.
 */
final class Intro {

  private static final byte[] PREFIX = {'E', 'D', 0, 1};
  private static final int MAX_ROUTING = 4096;

  private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

  /**
   * What the client said.
   *
   * @param rest bytes behind the header that belong to frames
   */
  record Said(TokenDictionary dictionary, byte[] rest) {}

  /**
   * Takes bytes in.
   *
   * @return what the client said, once it is complete
   * @throws HandshakeException when it is something else
   */
  Optional<Said> feed(byte[] bytes) {
    seen.writeBytes(bytes);
    byte[] all = seen.toByteArray();
    int start = 0;
    if (all.length > 0 && all[0] == PREFIX[0]) {
      if (all.length < PREFIX.length + 3) {
        return Optional.empty();
      }
      start = PREFIX.length + 3 + routing(all);
    }
    int end = start + IntroHeader.LENGTH;
    if (all.length < end) {
      return Optional.empty();
    }
    int version = IntroHeader.parse(Arrays.copyOfRange(all, start, end)).dictionaryVersion();
    TokenDictionary dictionary =
        TokenDictionary.ofVersion(version)
            .orElseThrow(() -> new HandshakeException("Unknown token dictionary " + version));
    return Optional.of(new Said(dictionary, Arrays.copyOfRange(all, end, all.length)));
  }

  private static int routing(byte[] all) {
    int length = (all[4] & 0xFF) << 16 | (all[5] & 0xFF) << 8 | all[6] & 0xFF;
    if (!Arrays.equals(all, 0, PREFIX.length, PREFIX, 0, PREFIX.length) || length > MAX_ROUTING) {
      throw new HandshakeException("The client begins with a malformed routing prefix");
    }
    return length;
  }
}

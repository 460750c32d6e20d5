package org.ledplatform.sandbox.media;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.ledplatform.whatsapp.crypto.Hmac;

/**
 * The auth that an upload shows (protocol §10.2): the tenant and an end, signed, so that nothing is
 * remembered about it. The same key signs the addresses of pictures. Good until the process ends.
 * Stateless.
 */
final class MediaTokens {

  static final Duration LIFE = Duration.ofHours(1);
  private static final int KEY_LENGTH = 32;
  private static final int REFUSED = 401;

  private final byte[] key = new byte[KEY_LENGTH];
  private final Clock clock;

  MediaTokens(Clock clock, SecureRandom random) {
    this.clock = clock;
    random.nextBytes(key);
  }

  String issue(String tenant) {
    String claim =
        base64(tenant.getBytes(StandardCharsets.UTF_8))
            + "."
            + clock.instant().plus(LIFE).getEpochSecond();
    return claim + "." + signature(claim);
  }

  /**
   * Whose token this is.
   *
   * @throws MediaRefused when it is nobody's or too old
   */
  String tenant(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3 || !signed(parts[0] + "." + parts[1], parts[2])) {
      throw new MediaRefused(REFUSED, "The auth is not ours");
    }
    if (Instant.ofEpochSecond(Long.parseLong(parts[1])).isBefore(clock.instant())) {
      throw new MediaRefused(REFUSED, "The auth is too old");
    }
    return new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
  }

  /** What shows that we said this. */
  String signature(String claim) {
    return base64(Hmac.sha256(key, claim.getBytes(StandardCharsets.UTF_8)));
  }

  /** Whether we said this. */
  boolean signed(String claim, String signature) {
    return Hmac.same(
        signature(claim).getBytes(StandardCharsets.UTF_8),
        signature.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

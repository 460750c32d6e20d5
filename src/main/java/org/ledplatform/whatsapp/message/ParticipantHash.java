package org.ledplatform.whatsapp.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.stream.Collectors;
import org.ledplatform.whatsapp.jid.Jid;

/**
 * A short name for a set of devices (protocol §8.2, {@code phash}): the network compares it with
 * its own and tells who has an old list. Stateless.
 */
public final class ParticipantHash {

  private static final String VERSION = "2:";
  private static final int BYTES = 6;

  private ParticipantHash() {}

  /** The hash of these devices in whichever order; 10 characters, the version included. */
  public static String of(Collection<Jid> devices) {
    String sorted =
        devices.stream()
            .map(jid -> jid.user() + ".0:" + jid.device() + "@" + jid.server().text())
            .distinct()
            .sorted()
            .collect(Collectors.joining());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(sorted.getBytes(StandardCharsets.UTF_8));
      return VERSION
          + Base64.getEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}

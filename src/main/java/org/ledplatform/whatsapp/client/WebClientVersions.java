package org.ledplatform.whatsapp.client;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Learns the version of WhatsApp Web from the script that every browser loads there: its {@code
 * client_revision} is the last part of the version. Asked only after a refusal, one request at a
 * time for all clients; whoever waited meanwhile gets what was learned. What cannot be learned
 * within ten seconds and two megabytes is not learned, and for a minute nobody tries again: ten
 * thousand clients that are refused together wait for one request and not for each other's.
 */
public final class WebClientVersions implements ClientVersions {

  private static final Pattern REVISION =
      Pattern.compile("\\\\?\"client_revision\\\\?\"\\s{0,4}:\\s{0,4}(\\d{5,10})");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);
  private static final int MOST_BYTES = 2 * 1024 * 1024;

  private final VersionScript script;
  private final Clock clock;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile ClientVersion known;
  private volatile Instant nextTry = Instant.MIN;

  /**
   * @param first what to say until something newer is learned
   * @param script such as the one at {@code https://web.whatsapp.com/sw.js}
   */
  public WebClientVersions(ClientVersion first, VersionScript script, Clock clock) {
    this.known = first;
    this.script = script;
    this.clock = clock;
  }

  @Override
  public ClientVersion now() {
    return known;
  }

  @Override
  public Optional<ClientVersion> newerThan(ClientVersion refused) {
    asking.lock();
    try {
      if (!newer(known, refused) && !clock.instant().isBefore(nextTry)) {
        learn(refused);
      }
      return Optional.of(known).filter(version -> newer(version, refused));
    } finally {
      asking.unlock();
    }
  }

  private void learn(ClientVersion refused) {
    boolean learned = false;
    try {
      Optional<ClientVersion> found = fetch().filter(version -> newer(version, refused));
      found.ifPresent(version -> known = version);
      learned = found.isPresent();
    } finally {
      nextTry = learned ? Instant.MIN : clock.instant().plus(AFTER_FAILURE);
    }
  }

  private Optional<ClientVersion> fetch() {
    return script.fetch(PATIENCE, MOST_BYTES).flatMap(this::read);
  }

  private Optional<ClientVersion> read(byte[] body) {
    Matcher revision = REVISION.matcher(new String(body, StandardCharsets.UTF_8));
    if (!revision.find()) {
      return Optional.empty();
    }
    long number = Long.parseLong(revision.group(1));
    return number > Integer.MAX_VALUE
        ? Optional.empty()
        : Optional.of(new ClientVersion(known.primary(), known.secondary(), (int) number));
  }

  private static boolean newer(ClientVersion one, ClientVersion other) {
    return one.tertiary() > other.tertiary();
  }
}

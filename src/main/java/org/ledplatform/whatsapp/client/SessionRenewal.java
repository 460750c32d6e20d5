package org.ledplatform.whatsapp.client;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.ledplatform.whatsapp.message.Attempts;
import org.ledplatform.whatsapp.signal.SignalAddress;
import org.ledplatform.whatsapp.signal.SignalCipher.OpenSession;
import org.ledplatform.whatsapp.stanza.DeviceEvent.RetryAsked;
import org.ledplatform.whatsapp.store.RecordKind;

/**
 * Decides whether a device that could not read a message gets a new signal session (protocol §8.7,
 * §14). A device that lost its keys does at once; else once an hour, so that two sides that both
 * begin anew do not do so for ever. Counted through restarts. Lives on the lane.
 */
final class SessionRenewal {

  private static final Duration PAUSE = Duration.ofHours(1);
  private static final int REMEMBERED = 1000;
  private static final int STUCK = 2;

  private final LinkedDevice device;
  private final Attempts renewals;
  private final Clock clock;

  SessionRenewal(LinkedDevice device, Clock clock) {
    this.device = device;
    this.renewals = new Attempts(device.store(), RecordKind.SESSION_RENEWED, REMEMBERED);
    this.clock = clock;
  }

  /** The name of the session with which the next message to the device is encrypted. */
  Optional<byte[]> baseKey(RetryAsked asked) {
    return device.cipher().openSession(address(asked)).map(OpenSession::baseKey);
  }

  /**
   * Whether a new session is due. When it is, that is written down.
   *
   * @param before the base key with which the message was sent again the last time
   */
  boolean due(RetryAsked asked, Optional<byte[]> before) {
    SignalAddress address = address(asked);
    Optional<OpenSession> open = device.cipher().openSession(address);
    if (open.isPresent() && !lostItsKeys(asked, address, open.get())) {
      boolean stuck =
          asked.count() > STUCK
              && before.filter(key -> Arrays.equals(key, open.get().baseKey())).isPresent();
      if (!(asked.bundle().isPresent() || stuck) || clock.instant().isBefore(earliest(address))) {
        return false;
      }
    }
    byte[] now = ByteBuffer.allocate(Long.BYTES).putLong(clock.instant().getEpochSecond()).array();
    renewals.next(address.toString(), now);
    return true;
  }

  private boolean lostItsKeys(RetryAsked asked, SignalAddress address, OpenSession open) {
    boolean another =
        asked.registration().isPresent()
            && asked.registration().getAsInt() != open.registrationId();
    return another
        || asked
            .bundle()
            .filter(
                bundle ->
                    device
                        .cipher()
                        .identityOf(address)
                        .filter(known -> !known.equals(bundle.identity()))
                        .isPresent())
            .isPresent();
  }

  private Instant earliest(SignalAddress address) {
    return renewals
        .lastMark(address.toString())
        .filter(mark -> mark.length == Long.BYTES)
        .map(mark -> Instant.ofEpochSecond(ByteBuffer.wrap(mark).getLong()).plus(PAUSE))
        .orElse(Instant.MIN);
  }

  private SignalAddress address(RetryAsked asked) {
    return device.contacts().addressOf(asked.device());
  }
}

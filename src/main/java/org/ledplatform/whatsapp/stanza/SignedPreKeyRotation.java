package org.ledplatform.whatsapp.stanza;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.signal.LocalIdentity;
import org.ledplatform.whatsapp.signal.PreKeys;
import org.ledplatform.whatsapp.signal.SignedPreKey;
import org.ledplatform.whatsapp.signal.SignedPreKeys.Newest;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * Replaces our signed pre-key when it has reached its age (protocol §6.3): the new one is durable
 * before it is handed in, and handed in again after the next login until the network has taken it;
 * the old one stays for a while, because others may have fetched it. Not safe for many threads:
 * used by the one that handles stanzas.
 */
final class SignedPreKeyRotation {

  /** After as many days WhatsApp's own program for browsers makes a new one. */
  static final Duration AGE = Duration.ofDays(27);

  /**
   * How long a replaced one stays: somebody may use what they fetched for 30 days while nobody
   * answers, and the network may hold their message back for as long again.
   */
  static final Duration GRACE = Duration.ofDays(60);

  private static final Duration BETWEEN_LOOKS = Duration.ofHours(12);
  private static final int ITS_OWN_TROUBLE = 500;

  private final Queries queries;
  private final DeviceStore store;
  private final PreKeys preKeys;
  private final LocalIdentity local;
  private final Consumer<DeviceEvent> events;
  private final Clock clock;
  private Instant nextLook = Instant.MAX;
  private boolean handingIn;

  SignedPreKeyRotation(
      Queries queries,
      DeviceStore store,
      PreKeys preKeys,
      LocalIdentity local,
      Consumer<DeviceEvent> events,
      Clock clock) {
    this.queries = queries;
    this.store = store;
    this.preKeys = preKeys;
    this.local = local;
    this.events = events;
    this.clock = clock;
  }

  /** Makes a new key when it is time, and forgets those that nobody can be using any more. */
  void look() {
    Instant now = clock.instant();
    nextLook = now.plus(BETWEEN_LOOKS);
    List<StoreChange> changes = new ArrayList<>(preKeys.signed().forgetting(now.minus(GRACE)));
    Optional<Newest> newest = preKeys.signed().newest();
    if (newest.isPresent() && newest.get().made().isEmpty()) {
      changes.addAll(preKeys.signed().ageing(now));
    } else if (newest.flatMap(Newest::made).filter(made -> isOld(made, now)).isPresent()) {
      changes.addAll(preKeys.signed().next(local.identityKey(), 0, now).changes());
    }
    if (!changes.isEmpty()) {
      store.commit(changes);
    }
  }

  private static boolean isOld(Instant made, Instant now) {
    return !now.isBefore(made.plus(AGE));
  }

  /**
   * Hands the newest key in when the network does not have it.
   *
   * @param settled called when the network should have the newest key, or has refused it; not when
   *     that is unknown
   */
  void handIn(Runnable settled) {
    Optional<Newest> waiting = preKeys.signed().newest().filter(Newest::waiting);
    if (waiting.isEmpty()) {
      settled.run();
      return;
    }
    if (handingIn) {
      return;
    }
    handingIn = true;
    SignedPreKey key = waiting.get().key();
    queries.ask(
        Questions.rotate(key),
        _ -> {
          handingIn = false;
          handedIn(key);
          settled.run();
        },
        failure -> {
          handingIn = false;
          events.accept(
              new DeviceEvent.Noted("A new signed pre-key was not taken: " + failure.text()));
          if (failure instanceof QueryFailure.Refused(int code, String _)
              && code < ITS_OWN_TROUBLE) {
            settled.run();
          }
        });
  }

  /** The network has this key, whichever way it got it. */
  void handedIn(SignedPreKey key) {
    List<StoreChange> changes = preKeys.signed().handedIn(key.id(), clock.instant());
    if (!changes.isEmpty()) {
      store.commit(changes);
    }
  }

  /** For connections that last: looks again from time to time, after the login did. */
  void tick(Instant now) {
    if (!now.isBefore(nextLook)) {
      look();
      handIn(() -> {});
    }
  }
}

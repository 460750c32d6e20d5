package org.ledplatform.whatsapp.stanza;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.UnexpectedNodeException;
import org.ledplatform.whatsapp.signal.LocalIdentity;
import org.ledplatform.whatsapp.signal.PreKeys;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * Keeps the network supplied with our pre-keys (protocol §6.3). Not safe for many threads: used by
 * the one that handles stanzas.
 */
public final class PreKeySupply {

  private static final int FEW = 20;
  private static final int NOTHING_KNOWN = 404;
  private static final Duration BETWEEN_REPAIRS = Duration.ofDays(1);
  private static final RecordKey REPAIRED = new RecordKey(RecordKind.STATE, "pre-keys-repaired");

  private final Queries queries;
  private final DeviceStore store;
  private final PreKeys preKeys;
  private final LocalIdentity local;
  private final SignedPreKeyRotation rotation;
  private final Consumer<DeviceEvent> events;
  private final Clock clock;
  private final PreKeyUpload upload;

  public PreKeySupply(
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
    this.rotation = new SignedPreKeyRotation(queries, store, preKeys, local, events, clock);
    this.upload =
        new PreKeyUpload(queries, store, preKeys, local, rotation::handedIn, events, clock);
    this.events = events;
    this.clock = clock;
  }

  /**
   * After a login: renews the signed pre-key when it is old, uploads a batch when the network has
   * few left, and otherwise looks in passing whether the network has what we have. They disagree
   * when an old backup was restored.
   *
   * @param left how many the network says it has
   * @param done called when nothing is to be waited for
   */
  public void loggedIn(int left, Runnable done) {
    rotation.look();
    topUp(left, done);
    if (left >= FEW) {
      rotation.handIn(this::lookAtDigest);
    }
  }

  /** Renews the signed pre-key of a connection that lasts, and repeats an upload that failed. */
  public void tick(Instant now) {
    upload.tick(now);
    rotation.tick(now);
  }

  private void lookAtDigest() {
    queries.ask(
        Questions.preKeyDigest(),
        this::compare,
        failure -> {
          if (failure instanceof QueryFailure.Refused(int code, String _)
              && code == NOTHING_KNOWN) {
            repair(0, 0);
          }
        });
  }

  private void compare(Node answer) {
    PreKeyDigest digest;
    try {
      digest = PreKeyDigest.read(answer);
    } catch (UnexpectedNodeException _) {
      // Not every network tells; what it counts is believed then.
      return;
    }
    if (digest.matches(local, preKeys)) {
      upload.reached(digest.highest());
    } else {
      repair(digest.highest(), digest.signed().orElse(0));
    }
  }

  /**
   * A fresh batch, once a day: the network adds, so one-time keys that are lost to us stay with it.
   * A signed pre-key that is newer than ours is lost to us too and replaced.
   */
  private void repair(int above, int signedAbove) {
    long now = clock.instant().getEpochSecond();
    boolean lately =
        store
            .read(REPAIRED)
            .filter(r -> r.length == Long.BYTES)
            .filter(r -> now < ByteBuffer.wrap(r).getLong() + BETWEEN_REPAIRS.toSeconds())
            .isPresent();
    if (lately || upload.underway()) {
      return;
    }
    if (!preKeys.mayBeOurs(above)) {
      // Ids only go up: who is believed here could use all of them up.
      events.accept(new DeviceEvent.Noted("The network tells ids of pre-keys that we never used"));
      return;
    }
    if (signedAbove > preKeys.signed().current().id()) {
      store.commit(
          preKeys.signed().next(local.identityKey(), signedAbove, clock.instant()).changes());
    }
    events.accept(new DeviceEvent.Noted("The network had other pre-keys of ours than we have"));
    byte[] record = ByteBuffer.allocate(Long.BYTES).putLong(now).array();
    upload.begin(above, List.of(new StoreChange.Put(REPAIRED, record)), () -> {});
  }

  /**
   * Uploads a batch when the network has few left. The keys are durable before they leave.
   *
   * @param left how many the network says it has
   * @param done called when nothing (more) is to be done, whether the upload worked or not
   */
  public void topUp(int left, Runnable done) {
    if (left >= FEW || upload.underway()) {
      done.run();
      return;
    }
    upload.begin(0, List.of(), done);
  }
}

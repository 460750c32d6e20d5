package org.ledplatform.whatsapp.stanza;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ledplatform.whatsapp.signal.LocalIdentity;
import org.ledplatform.whatsapp.signal.PreKey;
import org.ledplatform.whatsapp.signal.PreKeys;
import org.ledplatform.whatsapp.signal.SignedPreKey;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * Uploads one batch of one-time keys at a time (protocol §6.3). The keys are durable before they
 * leave, and the same ones are uploaded again until the network takes them: after five minutes,
 * then after pauses that double, and by later connections. Not safe for many threads: used by the
 * one that handles stanzas.
 */
final class PreKeyUpload {

  private static final int BATCH = 100;
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(5);
  private static final int MOST_DOUBLINGS = 6;
  private static final RecordKey WAITING = new RecordKey(RecordKind.STATE, "pre-keys-waiting");

  private final Queries queries;
  private final DeviceStore store;
  private final PreKeys preKeys;
  private final LocalIdentity local;
  private final Consumer<SignedPreKey> handedIn;
  private final Consumer<DeviceEvent> events;
  private final Clock clock;
  private boolean underway;
  private int failures;
  private Optional<Again> again = Optional.empty();

  /** What to try again. */
  private record Again(Instant at, int above, List<StoreChange> taken) {
    Again with(int alsoAbove, List<StoreChange> alsoTaken) {
      return new Again(
          at,
          Math.max(above, alsoAbove),
          Stream.concat(taken.stream(), alsoTaken.stream()).distinct().toList());
    }
  }

  /** The ids of a batch that the network has not taken. */
  private record Waiting(int first, int count) {
    StoreChange putting() {
      byte[] record = ByteBuffer.allocate(2 * Integer.BYTES).putInt(first).putInt(count).array();
      return new StoreChange.Put(WAITING, record);
    }
  }

  /**
   * @param handedIn hears which signed pre-key went along when the network took a batch
   */
  PreKeyUpload(
      Queries queries,
      DeviceStore store,
      PreKeys preKeys,
      LocalIdentity local,
      Consumer<SignedPreKey> handedIn,
      Consumer<DeviceEvent> events,
      Clock clock) {
    this.queries = queries;
    this.store = store;
    this.preKeys = preKeys;
    this.local = local;
    this.handedIn = handedIn;
    this.events = events;
    this.clock = clock;
  }

  /** Whether a batch is on its way. */
  boolean underway() {
    return underway;
  }

  /**
   * Uploads a batch. One that failed before and waits for its time goes along with it.
   *
   * @param above an id that is in use elsewhere, as are all below it
   * @param taken what becomes durable when the network has taken it
   * @param done called when the network has answered, whether it took it or not
   */
  void begin(int above, List<StoreChange> taken, Runnable done) {
    Again now =
        again
            .map(before -> before.with(above, taken))
            .orElse(new Again(Instant.EPOCH, above, taken));
    underway = true;
    again = Optional.empty();
    List<PreKey> keys = keys(now.above());
    SignedPreKey signed = preKeys.signed().current();
    queries.ask(
        Questions.preKeyUpload(local, signed, keys),
        _ -> {
          underway = false;
          failures = 0;
          List<StoreChange> changes = new ArrayList<>(now.taken());
          changes.add(new StoreChange.Remove(WAITING));
          store.commit(changes);
          handedIn.accept(signed);
          done.run();
        },
        failure -> {
          underway = false;
          events.accept(new DeviceEvent.Noted("The upload of pre-keys failed: " + failure.text()));
          Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
          failures++;
          again = Optional.of(new Again(clock.instant().plus(pause), now.above(), now.taken()));
          done.run();
        });
  }

  /** Those that the network did not take last time and nobody has used, or new ones. */
  private List<PreKey> keys(int above) {
    List<PreKey> left =
        waiting()
            .filter(w -> w.first() > above)
            .map(w -> IntStream.range(w.first(), w.first() + w.count()))
            .map(ids -> ids.mapToObj(preKeys::find).flatMap(Optional::stream).toList())
            .orElse(List.of());
    if (!left.isEmpty()) {
      return left;
    }
    PreKeys.Batch batch = preKeys.next(BATCH, above);
    List<StoreChange> changes = new ArrayList<>(batch.changes());
    changes.add(new Waiting(batch.keys().getFirst().id(), BATCH).putting());
    store.commit(changes);
    return batch.keys();
  }

  private Optional<Waiting> waiting() {
    return store
        .read(WAITING)
        .filter(r -> r.length == 2 * Integer.BYTES)
        .map(ByteBuffer::wrap)
        .map(r -> new Waiting(r.getInt(), r.getInt()))
        .filter(w -> w.first() > 0 && w.count() > 0 && w.count() <= BATCH);
  }

  /** The network has our keys up to this id, so an upload worked whose answer got lost. */
  void reached(int highest) {
    if (waiting().filter(w -> w.first() <= highest).isPresent()) {
      store.commit(List.of(new StoreChange.Remove(WAITING)));
    }
  }

  /** Tries again what failed a while ago. */
  void tick(Instant now) {
    if (!underway && again.isPresent() && !now.isBefore(again.get().at())) {
      begin(again.get().above(), again.get().taken(), () -> {});
    }
  }
}

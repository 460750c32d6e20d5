package org.ledplatform.whatsapp.client;

import com.google.protobuf.ByteString;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.appstate.Actions;
import org.ledplatform.whatsapp.appstate.AppState;
import org.ledplatform.whatsapp.appstate.AppStateCollection;
import org.ledplatform.whatsapp.appstate.AppStateEvent;
import org.ledplatform.whatsapp.appstate.AppStateException;
import org.ledplatform.whatsapp.appstate.MissingStateKeyException;
import org.ledplatform.whatsapp.appstate.Mutation;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.UnexpectedNodeException;
import org.ledplatform.whatsapp.proto.AppStateSyncKeyId;
import org.ledplatform.whatsapp.proto.AppStateSyncKeyRequest;
import org.ledplatform.whatsapp.proto.ProtocolMessage;
import org.ledplatform.whatsapp.proto.SyncdMutations;
import org.ledplatform.whatsapp.proto.SyncdPatch;
import org.ledplatform.whatsapp.proto.SyncdSnapshot;
import org.ledplatform.whatsapp.stanza.AppStateQuestions;
import org.ledplatform.whatsapp.stanza.AppStateQuestions.Answer;
import org.ledplatform.whatsapp.stanza.Queries;

/**
 * Brings the collections up to date over one connection (protocol §6.9): one question at a time. A
 * collection that does not verify is fetched anew, twice at most; one whose key is missing waits
 * until our phone has shared it. Lives on the lane.
 */
final class AppStateSync {

  private static final int MOST_RESETS = 2;
  private static final int MOST_LOSSES = 6;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);

  private final Queries queries;
  private final AppState state;
  private final AppStateFiles files;
  private final Consumer<ProtocolMessage> phone;
  private final Consumer<AppStateEvent> effects;
  private final Consumer<String> note;
  private final Clock clock;
  private final Set<AppStateCollection> wanted = EnumSet.noneOf(AppStateCollection.class);
  private final Set<AppStateCollection> lackingKeys = EnumSet.noneOf(AppStateCollection.class);
  private final Map<AppStateCollection, Integer> resets = new EnumMap<>(AppStateCollection.class);
  private final Map<AppStateCollection, Integer> losses = new EnumMap<>(AppStateCollection.class);
  private final Map<AppStateCollection, Instant> later = new EnumMap<>(AppStateCollection.class);
  private final Set<String> requested = new HashSet<>();
  private final List<Runnable> afterwards = new ArrayList<>();
  private final StepLoop steps = new StepLoop();
  private boolean busy;
  private boolean over;

  /**
   * @param phone says something to our own phone
   * @param effects hears what changed before it is durable, and after a crash in between again
   */
  AppStateSync(
      Queries queries,
      AppState state,
      AppStateFiles files,
      Consumer<ProtocolMessage> phone,
      Consumer<AppStateEvent> effects,
      Consumer<String> note,
      Clock clock) {
    this.queries = queries;
    this.state = state;
    this.files = files;
    this.phone = phone;
    this.effects = effects;
    this.note = note;
    this.clock = clock;
  }

  /** Fetches what is new in these. What cannot be fetched is tried six times, then noted. */
  void sync(Collection<AppStateCollection> collections) {
    wanted.addAll(collections);
    next();
  }

  /**
   * Fetches what is new in these.
   *
   * @param then called when that is done, whether it worked or not
   */
  void sync(Collection<AppStateCollection> collections, Runnable then) {
    afterwards.add(then);
    sync(collections);
  }

  /** Our phone shared keys: goes on where one was missing, and begins what never began. */
  void keysArrived() {
    Set<AppStateCollection> waiting = EnumSet.copyOf(lackingKeys);
    lackingKeys.clear();
    for (AppStateCollection collection : AppStateCollection.values()) {
      if (state.version(collection) == 0) {
        waiting.add(collection);
      }
    }
    sync(waiting);
  }

  private void next() {
    if (busy) {
      return;
    }
    if (wanted.isEmpty()) {
      List<Runnable> due = List.copyOf(afterwards);
      afterwards.clear();
      due.forEach(Runnable::run);
      return;
    }
    busy = true;
    Map<AppStateCollection, Long> versions = new EnumMap<>(AppStateCollection.class);
    wanted.forEach(collection -> versions.put(collection, state.version(collection)));
    wanted.clear();
    queries.ask(
        AppStateQuestions.since(versions),
        iq -> answered(iq, versions),
        failure -> {
          busy = false;
          versions.keySet().forEach(collection -> lost(collection, failure.text()));
          next();
        });
  }

  private void answered(Node iq, Map<AppStateCollection, Long> asked) {
    Deque<Answer> left = new ArrayDeque<>();
    try {
      left.addAll(AppStateQuestions.read(iq));
    } catch (UnexpectedNodeException e) {
      note.accept("The app state could not be read: " + e.getMessage());
    }
    take(left, asked);
  }

  private void take(Deque<Answer> left, Map<AppStateCollection, Long> asked) {
    steps.then(() -> takeNext(left, asked));
  }

  private void takeNext(Deque<Answer> left, Map<AppStateCollection, Long> asked) {
    if (left.isEmpty()) {
      busy = false;
      next();
      return;
    }
    Answer answer = left.remove();
    if (answer.error().isPresent()) {
      note.accept("A collection was refused with " + answer.error().getAsInt());
      take(left, asked);
      return;
    }
    snapshot(
        answer,
        asked.getOrDefault(answer.collection(), 0L),
        () -> {
          if (answer.more() && isFurther(answer.collection(), asked)) {
            wanted.add(answer.collection());
          }
          take(left, asked);
        },
        () -> take(left, asked));
  }

  /** The same question would have the same answer, for ever. */
  private boolean isFurther(AppStateCollection collection, Map<AppStateCollection, Long> asked) {
    return state.version(collection) > asked.getOrDefault(collection, 0L);
  }

  private void snapshot(Answer answer, long asked, Runnable done, Runnable stop) {
    Deque<SyncdPatch> patches = new ArrayDeque<>(answer.patches());
    if (answer.snapshot().isEmpty()) {
      patches(answer.collection(), patches, done, stop);
      return;
    }
    files.fetch(
        answer.snapshot().get(),
        SyncdSnapshot.parser(),
        whileItLasts(
            snapshot -> {
              if (isLate(answer.collection(), asked, snapshot)
                  || applied(
                      answer.collection(),
                      told -> state.apply(answer.collection(), snapshot, told))) {
                patches(answer.collection(), patches, done, stop);
              } else {
                stop.run();
              }
            }),
        whileItLasts(why -> lost(answer.collection(), why, stop)));
  }

  /**
   * Whether the collection went past a snapshot while that was fetched, as by a change of ours. One
   * that is older than what we had when we asked is not late: the network began anew.
   */
  private boolean isLate(AppStateCollection collection, long asked, SyncdSnapshot snapshot) {
    long present = state.version(collection);
    return present > asked && snapshot.getVersion().getVersion() <= present;
  }

  /** What a file brings after the end of the connection is for the next one to fetch. */
  private <T> Consumer<T> whileItLasts(Consumer<T> step) {
    return file -> {
      if (!over) {
        step.accept(file);
      }
    };
  }

  /** The connection is gone. */
  void over() {
    over = true;
  }

  private void patches(
      AppStateCollection collection, Deque<SyncdPatch> left, Runnable done, Runnable stop) {
    if (left.isEmpty()) {
      losses.remove(collection);
      done.run();
      return;
    }
    SyncdPatch patch = left.remove();
    Consumer<SyncdMutations> apply =
        found -> {
          if (applied(
              collection, told -> state.apply(collection, patch, found.getMutationsList(), told))) {
            steps.then(() -> patches(collection, left, done, stop));
          } else {
            stop.run();
          }
        };
    if (patch.hasExternalMutations()) {
      files.fetch(
          patch.getExternalMutations(),
          SyncdMutations.parser(),
          whileItLasts(apply),
          whileItLasts(why -> lost(collection, why, stop)));
    } else {
      apply.accept(SyncdMutations.newBuilder().addAllMutations(patch.getMutationsList()).build());
    }
  }

  private void lost(AppStateCollection collection, String why, Runnable stop) {
    lost(collection, why);
    stop.run();
  }

  /** Nothing of the collection is forgotten by that: the same question is asked again later. */
  private void lost(AppStateCollection collection, String why) {
    int times = losses.merge(collection, 1, Integer::sum);
    if (times < MOST_LOSSES) {
      later.put(collection, clock.instant().plus(FIRST_PAUSE.multipliedBy(1L << (times - 1))));
    } else {
      note.accept("The app state could not be fetched: " + why);
    }
  }

  /** Asks again for what could not be fetched a while ago. */
  void tick(Instant now) {
    Set<AppStateCollection> due = EnumSet.noneOf(AppStateCollection.class);
    later.forEach(
        (collection, at) -> {
          if (!now.isBefore(at)) {
            due.add(collection);
          }
        });
    if (!due.isEmpty()) {
      later.keySet().removeAll(due);
      sync(due);
    }
  }

  private interface Step {
    List<Mutation> run(Consumer<List<Mutation>> told);
  }

  private boolean applied(AppStateCollection collection, Step step) {
    try {
      var _ = step.run(this::tell);
      return true;
    } catch (MissingStateKeyException e) {
      lackingKeys.add(collection);
      request(e.keyId());
    } catch (AppStateException e) {
      startOver(collection, e);
    }
    return false;
  }

  private void tell(List<Mutation> mutations) {
    mutations.stream().flatMap(m -> Actions.read(m).stream()).forEach(effects);
  }

  private void startOver(AppStateCollection collection, AppStateException cause) {
    if (resets.merge(collection, 1, Integer::sum) > MOST_RESETS) {
      note.accept("A collection of the app state stays broken: " + cause.getMessage());
      return;
    }
    state.reset(collection);
    wanted.add(collection);
  }

  /** Each key once over a connection. */
  private void request(byte[] keyId) {
    if (requested.add(HexFormat.of().formatHex(keyId))) {
      phone.accept(
          ProtocolMessage.newBuilder()
              .setType(ProtocolMessage.Type.APP_STATE_SYNC_KEY_REQUEST)
              .setAppStateSyncKeyRequest(
                  AppStateSyncKeyRequest.newBuilder()
                      .addKeyIds(
                          AppStateSyncKeyId.newBuilder().setKeyId(ByteString.copyFrom(keyId))))
              .build());
    }
  }
}

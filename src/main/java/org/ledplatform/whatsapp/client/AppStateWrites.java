package org.ledplatform.whatsapp.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.ledplatform.whatsapp.appstate.Actions;
import org.ledplatform.whatsapp.appstate.AppState;
import org.ledplatform.whatsapp.appstate.AppStateCollection;
import org.ledplatform.whatsapp.appstate.AppStateException;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.UnexpectedNodeException;
import org.ledplatform.whatsapp.proto.SyncdPatch;
import org.ledplatform.whatsapp.proto.SyncdVersion;
import org.ledplatform.whatsapp.stanza.AppStateQuestions;
import org.ledplatform.whatsapp.stanza.Queries;

/**
 * Writes changes of ours, one at a time. When another device was faster, its change is fetched
 * first and ours put on top, five times at most. Lives on the lane.
 */
final class AppStateWrites {

  private static final int CONFLICT = 409;
  private static final int MOST_TRIES = 5;

  private final Queries queries;
  private final AppState state;
  private final AppStateSync sync;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private boolean busy;

  AppStateWrites(Queries queries, AppState state, AppStateSync sync) {
    this.queries = queries;
    this.state = state;
    this.sync = sync;
  }

  private record Waiting(Actions.Wish wish, CompletableFuture<Actions.Wish> done) {
    void complete() {
      done.complete(wish);
    }
  }

  /**
   * Writes a change.
   *
   * @param done completes when the network took it, or with {@link StateRefusedException}
   */
  void write(Actions.Wish wish, CompletableFuture<Actions.Wish> done) {
    waiting.add(new Waiting(wish, done));
    next();
  }

  /** The connection is gone: nothing that waits will be written. */
  void over() {
    waiting.forEach(w -> w.done().completeExceptionally(refused("the connection is gone")));
    waiting.clear();
  }

  private void next() {
    if (!busy && !waiting.isEmpty()) {
      busy = true;
      attempt(waiting.remove(), 1);
    }
  }

  private void attempt(Waiting write, int tries) {
    long version = state.version(write.wish().collection());
    SyncdPatch patch;
    try {
      patch = state.write(write.wish().collection(), List.of(write.wish().mutation()));
    } catch (AppStateException e) {
      finish(write, Optional.of(refused(String.valueOf(e.getMessage()))));
      return;
    }
    queries.ask(
        AppStateQuestions.patch(write.wish().collection(), version, patch),
        iq -> answered(iq, write, numbered(patch, version + 1), tries),
        failure -> finish(write, Optional.of(refused(failure.text()))));
  }

  private static SyncdPatch numbered(SyncdPatch patch, long version) {
    return patch.toBuilder().setVersion(SyncdVersion.newBuilder().setVersion(version)).build();
  }

  private void answered(Node iq, Waiting write, SyncdPatch patch, int tries) {
    List<AppStateQuestions.Answer> answers;
    try {
      answers = AppStateQuestions.read(iq);
    } catch (UnexpectedNodeException e) {
      finish(write, Optional.of(refused(String.valueOf(e.getMessage()))));
      return;
    }
    int error = answers.stream().mapToInt(a -> a.error().orElse(0)).max().orElse(0);
    if (error == 0) {
      keep(write.wish().collection(), patch);
      finish(write, Optional.empty());
    } else if (error == CONFLICT && tries < MOST_TRIES) {
      sync.sync(List.of(write.wish().collection()), () -> attempt(write, tries + 1));
    } else {
      finish(write, Optional.of(refused("refused with " + error)));
    }
  }

  /** As the network has it now; when something came in between, that is fetched. */
  private void keep(AppStateCollection collection, SyncdPatch patch) {
    try {
      state.apply(collection, patch, patch.getMutationsList());
    } catch (AppStateException _) {
      sync.sync(List.of(collection));
    }
  }

  private void finish(Waiting write, Optional<StateRefusedException> problem) {
    busy = false;
    problem.ifPresentOrElse(write.done()::completeExceptionally, () -> write.complete());
    next();
  }

  private static StateRefusedException refused(String why) {
    return new StateRefusedException("The change was not taken: " + why);
  }
}

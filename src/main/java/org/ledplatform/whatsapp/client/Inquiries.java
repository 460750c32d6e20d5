package org.ledplatform.whatsapp.client;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.stanza.QueryFailedException;
import org.ledplatform.whatsapp.stanza.QueryFailure;

/**
 * Lets any thread ask the network something through the connection that there is. Every stage ends:
 * with the answer, with a {@link QueryFailedException} that says why there is none, or with what
 * was wrong with it. Stages are completed on the client's executor, in the order of its events, so
 * whoever waits there delays the events.
 */
final class Inquiries {

  private final Executor lane;
  private final Executor telling;
  private final Supplier<Optional<OnlineParts>> online;

  /**
   * @param telling runs what the outside hears
   * @param online the parts of the connection while the client is online; asked on the lane
   */
  Inquiries(Executor lane, Executor telling, Supplier<Optional<OnlineParts>> online) {
    this.lane = lane;
    this.telling = telling;
    this.online = online;
  }

  /** Where an answer goes. */
  final class Reply<T> {
    private final CompletableFuture<T> stage = new CompletableFuture<>();

    /** Takes the answer. */
    void answered(T value) {
      telling.execute(() -> stage.complete(value));
    }

    /** Takes the reason why there is none. */
    void failed(QueryFailure failure) {
      failed(new QueryFailedException(failure));
    }

    /** Takes what went wrong. */
    void failed(WhatsAppException cause) {
      telling.execute(() -> stage.completeExceptionally(cause));
    }
  }

  /**
   * Asks one question.
   *
   * @param iq without an id
   * @param read turns the result into the answer; what it throws becomes the failure
   */
  <T> CompletionStage<T> ask(Node iq, Function<Node, T> read) {
    return through((parts, reply) -> ask(parts, iq, read, reply));
  }

  /** Asks one question as a part of something larger. On the lane. */
  <T> void ask(OnlineParts parts, Node iq, Function<Node, T> read, Reply<T> reply) {
    parts
        .queries()
        .ask(
            iq,
            answer -> {
              T value;
              try {
                value = read.apply(answer);
              } catch (StoreFailedException e) {
                // The connection ends by it; whoever asked should not wait for ever.
                reply.failed(e);
                throw e;
              } catch (WhatsAppException e) {
                reply.failed(e);
                return;
              }
              reply.answered(value);
            },
            reply::failed);
  }

  /** Does something that takes the parts of the connection; it must end the reply. */
  <T> CompletionStage<T> through(BiConsumer<OnlineParts, Reply<T>> work) {
    Reply<T> reply = new Reply<>();
    lane.execute(
        () ->
            online
                .get()
                .ifPresentOrElse(
                    parts -> begin(parts, work, reply),
                    () -> reply.failed(new QueryFailure.ConnectionGone())));
    return reply.stage.minimalCompletionStage();
  }

  private static <T> void begin(
      OnlineParts parts, BiConsumer<OnlineParts, Reply<T>> work, Reply<T> reply) {
    try {
      work.accept(parts, reply);
    } catch (WhatsAppException e) {
      reply.failed(e);
    }
  }
}

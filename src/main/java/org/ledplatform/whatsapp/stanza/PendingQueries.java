package org.ledplatform.whatsapp.stanza;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.node.Node;

/** The questions of one connection that wait for their answers. Safe for use by many threads. */
public final class PendingQueries implements Queries {

  /** More than a client ever asks at once: a network that never answers is asked no more. */
  private static final int MOST = 1_000;

  private static final int TOO_MANY = 429;

  private final NodeSender out;
  private final Clock clock;
  private final Duration timeout;
  private final String prefix;
  private final AtomicLong counter = new AtomicLong();
  private final Map<String, Pending> pending = new ConcurrentHashMap<>();
  private volatile boolean gone;

  /**
   * @param prefix of the ids of this connection
   */
  public PendingQueries(NodeSender out, Clock clock, Duration timeout, String prefix) {
    this.out = out;
    this.clock = clock;
    this.timeout = timeout;
    this.prefix = prefix;
  }

  private record Pending(
      Instant deadline, Consumer<Node> answered, Consumer<QueryFailure> failed) {}

  @Override
  public void ask(Node iq, Consumer<Node> answered, Consumer<QueryFailure> failed) {
    if (pending.size() >= MOST) {
      failed.accept(new QueryFailure.Refused(TOO_MANY, "too many questions wait for an answer"));
      return;
    }
    String id = prefix + counter.incrementAndGet();
    pending.put(id, new Pending(clock.instant().plus(timeout), answered, failed));
    if (gone) {
      // Looked at after the question was put in, so that either we fail it or failAll() does.
      take(id).ifPresent(p -> p.failed().accept(new QueryFailure.ConnectionGone()));
    } else {
      out.send(iq.with("id", id));
    }
  }

  /** Hands an {@code <iq>} of type result or error to whoever asked; others are ignored. */
  public void answer(Node iq) {
    Optional<Pending> asked = iq.attribute("id").flatMap(id -> take(id));
    if (asked.isEmpty()) {
      return;
    }
    if (iq.has("type", "error")) {
      asked.get().failed().accept(refusal(iq));
    } else {
      asked.get().answered().accept(iq);
    }
  }

  /** Fails the questions that waited too long. */
  public void expire(Instant now) {
    pending.forEach(
        (id, waiting) -> {
          if (!now.isBefore(waiting.deadline())) {
            take(id).ifPresent(p -> p.failed().accept(new QueryFailure.TimedOut()));
          }
        });
  }

  /** Fails all questions, because the connection is gone; later ones fail at once. */
  public void failAll() {
    gone = true;
    for (String id : List.copyOf(pending.keySet())) {
      take(id).ifPresent(p -> p.failed().accept(new QueryFailure.ConnectionGone()));
    }
  }

  private Optional<Pending> take(String id) {
    return Optional.ofNullable(pending.remove(id));
  }

  private static QueryFailure refusal(Node iq) {
    Optional<Node> error = iq.child("error");
    int code = error.flatMap(e -> e.number("code")).map(Long::intValue).orElse(500);
    return new QueryFailure.Refused(code, error.flatMap(e -> e.attribute("text")).orElse(""));
  }
}

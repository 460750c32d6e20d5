package org.ledplatform.whatsapp.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.ledplatform.whatsapp.message.Counted;
import org.ledplatform.whatsapp.message.ReceivedMessage;
import org.ledplatform.whatsapp.message.ReceivedMessage.Ref;
import org.ledplatform.whatsapp.message.Tally;

/**
 * Tells whoever runs the client what happens, one event at a time. A listener that throws loses
 * this event and no other: it is logged and counted. A message is not lost at all, for it lies in
 * the inbox: it is told again after half a minute, then after pauses that double, six times in all,
 * and again with each new connection, until it is settled. It may then come behind later ones of
 * its chat. Safe for use by many threads.
 */
final class Telling implements Consumer<ClientEvent> {

  private static final System.Logger LOG = System.getLogger(Telling.class.getName());

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
  private static final int MOST_TRIES = 6;

  /** Beyond this many, messages wait in the inbox until the process starts again. */
  private static final int MOST_UNTOLD = 10_000;

  private final Consumer<ClientEvent> listener;
  private final Executor queue;
  private final Function<Ref, Optional<ReceivedMessage>> inbox;
  private final Tally tally;
  private final Clock clock;

  /** Messages that the listener did not take; touched on the queue alone. */
  private final Map<Ref, Untold> untold = new LinkedHashMap<>();

  private volatile Instant nextTry = Instant.MAX;
  private volatile boolean wanted;

  private record Untold(int tries, Instant due) {}

  /**
   * @param queue runs one task at a time, in order
   * @param inbox what nobody has settled
   */
  Telling(
      Consumer<ClientEvent> listener,
      Executor queue,
      Function<Ref, Optional<ReceivedMessage>> inbox,
      Tally tally,
      Clock clock) {
    this.listener = listener;
    this.queue = queue;
    this.inbox = inbox;
    this.tally = tally;
    this.clock = clock;
  }

  /** From now on events are told. */
  void begin() {
    wanted = true;
  }

  /** No event begins after this. */
  void end() {
    wanted = false;
  }

  @Override
  public void accept(ClientEvent event) {
    queue.execute(
        () -> {
          tell(event);
          if (event instanceof ClientEvent.Online) {
            again(Instant.MAX);
          }
        });
  }

  /** Tells again what is due. */
  void tick() {
    if (!clock.instant().isBefore(nextTry)) {
      queue.execute(() -> again(clock.instant()));
    }
  }

  private void tell(ClientEvent event) {
    if (!wanted) {
      putOff(event);
      return;
    }
    try {
      listener.accept(event);
      if (event instanceof ClientEvent.MessageReceived(ReceivedMessage message)) {
        untold.remove(message.ref());
      }
    } catch (RuntimeException | Error e) {
      String kind = event.getClass().getSimpleName();
      LOG.log(System.Logger.Level.ERROR, "Whoever runs the client failed at " + kind, e);
      tally.count(Counted.LISTENER_FAILED);
      putOff(event);
    }
  }

  private void putOff(ClientEvent event) {
    if (event instanceof ClientEvent.MessageReceived(ReceivedMessage message)
        && (untold.containsKey(message.ref()) || untold.size() < MOST_UNTOLD)) {
      int before = untold.getOrDefault(message.ref(), new Untold(0, Instant.MAX)).tries();
      Instant due =
          before < MOST_TRIES
              ? clock.instant().plus(FIRST_PAUSE.multipliedBy(1L << before))
              : Instant.MAX;
      untold.put(message.ref(), new Untold(before + 1, due));
      nextTry = due.isBefore(nextTry) ? due : nextTry;
    }
  }

  /** Each is looked up when it is its turn, because it may have been settled meanwhile. */
  private void again(Instant now) {
    if (!wanted) {
      return;
    }
    // Should the store fail below, the next try is not at once.
    nextTry = clock.instant().plus(FIRST_PAUSE);
    List<Ref> due =
        untold.entrySet().stream()
            .filter(entry -> !now.isBefore(entry.getValue().due()))
            .map(Map.Entry::getKey)
            .toList();
    for (Ref ref : due) {
      Optional<ReceivedMessage> message = inbox.apply(ref);
      if (message.isPresent()) {
        tell(new ClientEvent.MessageReceived(message.get()));
      } else {
        untold.remove(ref);
      }
    }
    nextTry = untold.values().stream().map(Untold::due).min(Instant::compareTo).orElse(Instant.MAX);
  }
}

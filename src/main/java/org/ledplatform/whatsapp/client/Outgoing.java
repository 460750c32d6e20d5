package org.ledplatform.whatsapp.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.stanza.NodeSender;
import org.ledplatform.whatsapp.stanza.QueryFailure;

/**
 * Sends messages over one connection: one at a time in each chat, in order, chats independent of
 * each other. What cannot be sent now stays in the outbox. All state is touched by its own queue
 * only; the public methods may be called by any thread.
 */
final class Outgoing {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);
  private static final int MAX_DOUBLINGS = 5;

  /** Answers that will be the same the next time. */
  private static final Set<Integer> FINAL = Set.of(400, 404, 406, 410);

  private static final int TOO_OFTEN = 429;
  private static final int MOST_HELD_BACK = 6;

  private final Executor queue;
  private final LinkedDevice device;
  private final DirectRoute direct;
  private final GroupRoute groups;
  private final NodeSender out;
  private final Clock clock;
  private final Listener listener;
  private final Map<Jid, Deque<OutgoingMessage>> chats = new LinkedHashMap<>();
  private final Map<Jid, Instant> paused = new LinkedHashMap<>();
  private final Set<Jid> sending = new HashSet<>();
  private final Map<Jid, Integer> pauses = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> heldBack = new HashMap<>();
  private boolean over;

  /** Hears what cannot be sent. */
  interface Listener {
    /** The message was dropped from the outbox. */
    void refused(String id, String reason);

    /** The store failed, so the connection must end. */
    void storeFailed(StoreFailedException cause);
  }

  Outgoing(
      Executor queue,
      LinkedDevice device,
      DirectRoute direct,
      GroupRoute groups,
      NodeSender out,
      Clock clock,
      Listener listener) {
    this.queue = queue;
    this.device = device;
    this.direct = direct;
    this.groups = groups;
    this.out = out;
    this.clock = clock;
    this.listener = listener;
  }

  /** Sends everything that waits in the outbox. */
  void sendWaiting() {
    guarded(() -> device.outbox().waiting().forEach(this::add));
  }

  /** Sends a message that is in the outbox. */
  void offer(OutgoingMessage message) {
    guarded(() -> add(message));
  }

  /** The network took or refused the message: its id may come again. */
  void acknowledged(String id) {
    guarded(
        () -> {
          taken.remove(id);
          heldBack.remove(id);
          groups.acknowledged(id);
        });
  }

  /** Whether an error says that the network may take the same message later. */
  static boolean isBusy(int code) {
    return code == TOO_OFTEN || code / 100 == 5;
  }

  /** The network was too busy for the message, which is sent again after a pause of its chat. */
  void heldBack(String id, int code) {
    guarded(
        () ->
            device.outbox().waiting().stream()
                .filter(message -> message.id().equals(id))
                .findFirst()
                .ifPresent(message -> holdBack(message, code)));
  }

  private void holdBack(OutgoingMessage message, int code) {
    int times = heldBack.merge(message.id(), 1, Integer::sum);
    if (times > MOST_HELD_BACK) {
      device.outbox().drop(message.id());
      acknowledged(message.id());
      groups.refused(message.id());
      listener.refused(message.id(), "the network stayed too busy for it, with " + code);
      return;
    }
    putBack(message);
    pause(message.to(), times);
  }

  /** In front of what was not sent yet, behind what came back before, and not into what is sent. */
  private void putBack(OutgoingMessage message) {
    Deque<OutgoingMessage> chat = chats.computeIfAbsent(message.to(), _ -> new ArrayDeque<>());
    List<OutgoingMessage> order = new ArrayList<>(chat);
    int place = sending.contains(message.to()) ? 1 : 0;
    while (place < order.size() && heldBack.containsKey(order.get(place).id())) {
      place++;
    }
    if (!order.contains(message)) {
      order.add(place, message);
    }
    chats.put(message.to(), new ArrayDeque<>(order));
  }

  /** The network refused the message. */
  void refused(String id) {
    guarded(() -> groups.refused(id));
  }

  /** The network told which devices it knows for the message. */
  void hashed(String id, String hash) {
    guarded(() -> groups.hashed(id, hash, out));
  }

  /** Tries again where something went wrong a while ago. */
  void tick(Instant now) {
    guarded(
        () -> {
          List<Jid> due =
              paused.entrySet().stream()
                  .filter(e -> !now.isBefore(e.getValue()))
                  .map(Map.Entry::getKey)
                  .toList();
          paused.keySet().removeAll(due);
          due.forEach(this::begin);
        });
  }

  /** The connection is gone: what was not acknowledged waits for the next one. */
  void close() {
    queue.execute(() -> over = true);
  }

  private void guarded(Runnable step) {
    queue.execute(
        () -> {
          if (over) {
            return;
          }
          try {
            step.run();
          } catch (StoreFailedException e) {
            listener.storeFailed(e);
          }
        });
  }

  private void add(OutgoingMessage message) {
    if (!taken.add(message.id())) {
      return;
    }
    Deque<OutgoingMessage> chat = chats.computeIfAbsent(message.to(), _ -> new ArrayDeque<>());
    chat.add(message);
    if (chat.size() == 1) {
      begin(message.to());
    }
  }

  private void begin(Jid chat) {
    Deque<OutgoingMessage> waiting = chats.getOrDefault(chat, new ArrayDeque<>());
    if (waiting.isEmpty()) {
      chats.remove(chat);
      return;
    }
    if (paused.containsKey(chat) || sending.contains(chat)) {
      return;
    }
    OutgoingMessage message = waiting.element();
    if (!chat.isPhone() && !chat.isLid() && !chat.isGroup()) {
      refuse(message, "messages to such a chat are not supported yet");
      return;
    }
    sending.add(chat);
    route(chat).send(message, new ChatTurn(message));
  }

  private Route route(Jid chat) {
    return chat.isGroup() ? groups : direct;
  }

  private void failed(OutgoingMessage message, QueryFailure failure) {
    switch (failure) {
      case QueryFailure.Refused(int code, _) when FINAL.contains(code) ->
          refuse(message, "the network refused the address with " + code);
      case QueryFailure.Refused _, QueryFailure.TimedOut _, QueryFailure.Unreadable _ ->
          pause(message);
      case QueryFailure.ConnectionGone _ -> {
        // The next connection sends what is in the outbox.
      }
    }
  }

  private void pause(OutgoingMessage message) {
    sending.remove(message.to());
    pause(message.to(), pauses.merge(message.to(), 1, Integer::sum));
  }

  /** Longer every time: a network that is asked too often wants to be asked less. */
  private void pause(Jid chat, int times) {
    int doublings = Math.min(times - 1, MAX_DOUBLINGS);
    paused.put(chat, clock.instant().plus(FIRST_PAUSE.multipliedBy(1L << doublings)));
  }

  private void refuse(OutgoingMessage message, String reason) {
    device.outbox().drop(message.id());
    listener.refused(message.id(), reason);
    next(message.to());
  }

  private void next(Jid chat) {
    pauses.remove(chat);
    sending.remove(chat);
    chats.getOrDefault(chat, new ArrayDeque<>()).poll();
    begin(chat);
  }

  private final class ChatTurn implements Route.Turn {
    private final OutgoingMessage message;

    ChatTurn(OutgoingMessage message) {
      this.message = message;
    }

    @Override
    public void then(Runnable step) {
      guarded(
          () -> {
            try {
              step.run();
            } catch (StoreFailedException e) {
              throw e;
            } catch (WhatsAppException _) {
              // A signal session went away in between; the next try begins a new one.
              pause(message);
            }
          });
    }

    @Override
    public void send(Node stanza) {
      guarded(
          () -> {
            out.send(stanza);
            next(message.to());
          });
    }

    @Override
    public void refuse(String reason) {
      guarded(() -> Outgoing.this.refuse(message, reason));
    }

    @Override
    public void later() {
      guarded(() -> pause(message));
    }

    @Override
    public void failed(QueryFailure failure) {
      guarded(() -> Outgoing.this.failed(message, failure));
    }
  }
}

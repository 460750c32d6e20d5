package org.ledplatform.whatsapp.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Attempts;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.stanza.NodeSender;
import org.ledplatform.whatsapp.store.RecordKind;

/**
 * Sends messages over one connection: one at a time in each chat, in order, chats independent of
 * each other. What cannot be sent now stays in the outbox and has another turn after a pause; what
 * the network never acknowledges is sent again under its id. After ten tries in vain, counted
 * through restarts, a message is given up, so that the next one of its chat leaves. All state is
 * touched by its own queue only; the public methods may be called by any thread.
 */
final class Outgoing {

  /** Longer than all questions of a turn take that nobody answers. */
  private static final Duration TURN_PATIENCE = Duration.ofMinutes(10);

  /** With the pauses in between about forty minutes. */
  private static final int MOST_TRIES = 10;

  private static final int REMEMBERED = 1000;
  private static final byte[] NO_MARK = {};

  private static final int TOO_OFTEN = 429;
  private static final int MOST_HELD_BACK = 6;

  private final Executor queue;
  private final LinkedDevice device;
  private final DirectRoute direct;
  private final GroupRoute groups;
  private final SentLists sentLists;
  private final NodeSender out;
  private final Clock clock;
  private final Listener listener;
  private final Attempts tries;
  private final ChatTurn.Host turns = new Turns();
  private final Unacknowledged unacknowledged = new Unacknowledged();
  private final Map<Jid, ChatQueue> chats = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> heldBack = new HashMap<>();

  /** The chats of messages that left and have another turn, by their ids. */
  private final Map<String, Jid> cameBack = new HashMap<>();

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
      SentLists sentLists,
      NodeSender out,
      Clock clock,
      Listener listener) {
    this.queue = queue;
    this.device = device;
    this.direct = direct;
    this.groups = groups;
    this.sentLists = sentLists;
    this.out = out;
    this.clock = clock;
    this.listener = listener;
    this.tries = new Attempts(device.store(), RecordKind.SEND_FAILED, REMEMBERED);
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
    guarded(() -> forget(id));
  }

  private void forget(String id) {
    taken.remove(id);
    heldBack.remove(id);
    landed(id);
    Optional.ofNullable(cameBack.remove(id))
        .flatMap(chat -> Optional.ofNullable(chats.get(chat)))
        .ifPresent(chat -> chat.remove(id));
  }

  /** It is not under way any more. */
  private void landed(String id) {
    unacknowledged.remove(id);
    sentLists.forget(id);
    groups.over(id);
  }

  /** Whether an error says that the network may take the same message later. */
  static boolean isBusy(int code) {
    return code == TOO_OFTEN || code / 100 == 5;
  }

  /** The network was too busy for the message, which is sent again after a pause of its chat. */
  void heldBack(String id, int code) {
    guarded(() -> device.outbox().findWaiting(id).ifPresent(message -> holdBack(message, code)));
  }

  private void holdBack(OutgoingMessage message, int code) {
    int times = heldBack.merge(message.id(), 1, Integer::sum);
    if (times > MOST_HELD_BACK) {
      drop(message, "the network stayed too busy for it, with " + code);
      return;
    }
    putBack(message).pause(clock.instant(), times);
  }

  private ChatQueue putBack(OutgoingMessage message) {
    landed(message.id());
    ChatQueue chat = queueOf(message);
    chat.putBack(message, other -> cameBack.containsKey(other.id()));
    cameBack.put(message.id(), message.to());
    return chat;
  }

  /** The network refused the message. */
  void refused(String id) {
    guarded(
        () ->
            sentLists
                .forget(id)
                .map(SentLists.Sent::chat)
                .filter(Jid::isGroup)
                .ifPresent(groups::refused));
  }

  /** The network told which devices it knows for the message. */
  void hashed(String id, String hash) {
    guarded(
        () ->
            sentLists
                .stale(id, hash)
                .ifPresent(sent -> device.outbox().find(id).ifPresent(m -> serve(sent, m, hash))));
  }

  private void serve(SentLists.Sent sent, OutgoingMessage message, String hash) {
    route(sent.chat()).hashed(sent, message, hash, out, this::guarded);
  }

  /** Tries again where something went wrong a while ago, and what was lost on its way. */
  void tick(Instant now) {
    guarded(
        () -> {
          unacknowledged.overdue(now).forEach(this::lost);
          for (ChatQueue chat : List.copyOf(chats.values())) {
            chat.stuck(now.minus(TURN_PATIENCE)).ifPresent(m -> putOff(m, "it got stuck"));
          }
          List.copyOf(chats.keySet()).forEach(this::begin);
        });
  }

  private void lost(OutgoingMessage message) {
    if (tries.next(message.id(), NO_MARK) >= MOST_TRIES) {
      drop(message, "the network never said whether it took it");
    } else {
      putBack(message);
    }
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
    if (taken.add(message.id())) {
      queueOf(message).add(message);
      begin(message.to());
    }
  }

  private void begin(Jid address) {
    ChatQueue chat = chats.get(address);
    if (chat == null) {
      return;
    }
    if (chat.isEmpty()) {
      chats.remove(address);
      return;
    }
    chat.next(clock.instant())
        .ifPresent(
            message -> {
              ChatTurn turn = new ChatTurn(message, turns);
              chat.begin(turn, clock.instant());
              if (address.isPhone() || address.isLid() || address.isGroup()) {
                turn.start(route(address));
              } else {
                turn.refuse("messages to such a chat are not supported yet");
              }
            });
  }

  private Route route(Jid chat) {
    return chat.isGroup() ? groups : direct;
  }

  /** The turn ends; there is another one after a pause, or none when there were many. */
  private void putOff(OutgoingMessage message, String why) {
    if (tries.next(message.id(), NO_MARK) >= MOST_TRIES) {
      refuse(message, "it could not be sent in " + MOST_TRIES + " tries: " + why);
    } else {
      landed(message.id());
      queueOf(message).putOff(clock.instant());
    }
  }

  /** The turn ends: this message never leaves. */
  private void refuse(OutgoingMessage message, String reason) {
    drop(message, reason);
    next(message.to());
  }

  private void drop(OutgoingMessage message, String reason) {
    boolean waited = device.outbox().drop(message.id());
    forget(message.id());
    if (waited) {
      listener.refused(message.id(), reason);
    }
  }

  private ChatQueue queueOf(OutgoingMessage message) {
    return chats.computeIfAbsent(message.to(), _ -> new ChatQueue());
  }

  private void next(Jid address) {
    ChatQueue chat = chats.get(address);
    if (chat != null) {
      chat.done();
      begin(address);
    }
  }

  private final class Turns implements ChatTurn.Host {
    @Override
    public void run(Runnable step) {
      guarded(step);
    }

    @Override
    public boolean goesOn(ChatTurn turn) {
      OutgoingMessage message = turn.message();
      ChatQueue chat = chats.get(message.to());
      if (chat == null || !chat.isCurrent(turn)) {
        return false;
      }
      boolean wanted = taken.contains(message.id());
      if (!wanted) {
        // It left before, and the network has said meanwhile what became of it.
        next(message.to());
      }
      return wanted;
    }

    @Override
    public void leaves(OutgoingMessage message, Node stanza) {
      out.send(stanza);
      unacknowledged.left(message, clock.instant());
      next(message.to());
    }

    @Override
    public void refuse(OutgoingMessage message, String reason) {
      Outgoing.this.refuse(message, reason);
    }

    @Override
    public void putOff(OutgoingMessage message, String reason) {
      Outgoing.this.putOff(message, reason);
    }
  }
}

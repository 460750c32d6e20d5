package org.ledplatform.whatsapp.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.crypto.InvalidKeyException;
import org.ledplatform.whatsapp.group.GroupMetadata;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Attempts;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.message.UnvouchedDeviceException;
import org.ledplatform.whatsapp.message.WaitingNodes;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.UnexpectedNodeException;
import org.ledplatform.whatsapp.signal.SignalException;
import org.ledplatform.whatsapp.socket.FrameTooLargeException;
import org.ledplatform.whatsapp.stanza.DeviceEvent;
import org.ledplatform.whatsapp.stanza.GroupDirectory;
import org.ledplatform.whatsapp.stanza.NodeSender;
import org.ledplatform.whatsapp.stanza.QueryFailure;
import org.ledplatform.whatsapp.stanza.SessionSupply;
import org.ledplatform.whatsapp.store.RecordKind;

/**
 * Sends a message again to a device that could not read it (protocol §8.7): to that device alone,
 * when it is one that the message was for, at most three times through restarts, and not more than
 * four times a second in all. In a group that is whoever was a member when it was sent and still is
 * one. A request is kept until it is answered, for a day at most, so that neither the end of the
 * connection nor that of the process loses it. Lives on the lane.
 */
final class RetryAnswers {

  private static final String NOT_FOR_IT =
      "A device asked again for a message that we do not have for it";
  private static final int MOST = 3;
  private static final int REMEMBERED = 1000;
  private static final int MOST_WAITING = 512;
  private static final Duration KEPT = Duration.ofDays(1);
  private static final Duration SPACING = Duration.ofMillis(250);

  /** After a question that nobody answered; then the request waits for the next connection. */
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

  private static final int MOST_FAILURES = 5;

  private final LinkedDevice device;
  private final SessionSupply sessions;
  private final GroupDirectory groups;
  private final NodeSender out;
  private final Consumer<String> note;
  private final Attempts answered;
  private final SessionRenewal renewal;
  private final Clock clock;
  private final WaitingNodes kept;
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();
  private boolean loaded;
  private boolean idle = true;
  private Instant next = Instant.EPOCH;

  /**
   * A request whose turn comes.
   *
   * @param name under which it is kept; the address in it may be another one by then
   */
  private record Waiting(String name, DeviceEvent.RetryAsked asked, Instant due, int failures) {}

  RetryAnswers(
      LinkedDevice device,
      SessionSupply sessions,
      GroupDirectory groups,
      NodeSender out,
      Consumer<String> note,
      Clock clock) {
    this.device = device;
    this.sessions = sessions;
    this.groups = groups;
    this.out = out;
    this.note = note;
    this.clock = clock;
    this.answered = new Attempts(device.store(), RecordKind.RETRY_ANSWERED, REMEMBERED);
    this.renewal = new SessionRenewal(device, clock);
    this.kept = new WaitingNodes(device.store(), RecordKind.RETRY_WAITING, KEPT, clock);
  }

  /** Goes on with what an earlier connection left unanswered. */
  void begin() {
    load();
    tick(clock.instant());
  }

  private void load() {
    if (!loaded) {
      loaded = true;
      for (WaitingNodes.Kept one : kept.all()) {
        try {
          queue(one.name(), DeviceEvent.RetryAsked.of(one.node()));
        } catch (UnexpectedNodeException | InvalidKeyException _) {
          note.accept("A request for a message that was kept cannot be read");
        }
      }
    }
  }

  /**
   * Answers one request, now or when it is its turn, or leaves it with a note. When this returns,
   * it may be acknowledged.
   */
  void answer(DeviceEvent.RetryAsked asked) {
    load();
    String name = name(asked);
    if (waiting.size() >= MOST_WAITING && !waiting.containsKey(name)) {
      note.accept("Too many devices asked again at once");
    } else if (!kept.put(name, asked.receipt())) {
      note.accept("A device asked again at too great length");
    } else {
      queue(name, asked);
      tick(clock.instant());
    }
  }

  private void queue(String name, DeviceEvent.RetryAsked asked) {
    waiting.put(name, new Waiting(name, asked, Instant.EPOCH, 0));
  }

  private String name(DeviceEvent.RetryAsked asked) {
    return device.contacts().canonical(asked.device()) + "|" + asked.id();
  }

  /** Answers those whose turn has come. */
  void tick(Instant now) {
    if (idle && next.isBefore(now)) {
      next = now;
    }
    while (!now.isBefore(next)) {
      Optional<Waiting> due =
          waiting.values().stream().filter(w -> !now.isBefore(w.due())).findFirst();
      idle = due.isEmpty();
      if (idle) {
        return;
      }
      next = next.plus(SPACING);
      waiting.remove(due.get().name());
      begin(due.get());
    }
  }

  /** One that cannot be answered must not keep the others waiting, nor come again for ever. */
  private void begin(Waiting request) {
    try {
      handle(request);
    } catch (StoreFailedException e) {
      throw e;
    } catch (WhatsAppException e) {
      leave(request, "A message could not be sent again: " + e.getClass().getSimpleName());
    }
  }

  private void handle(Waiting request) {
    DeviceEvent.RetryAsked asked = request.asked();
    Optional<OutgoingMessage> found = device.outbox().find(asked.id());
    if (found.isEmpty() || !fits(asked.chat(), found.get().to())) {
      leave(request, NOT_FOR_IT);
      return;
    }
    OutgoingMessage message = found.get();
    if (message.to().isGroup()) {
      groups.find(
          message.to(),
          group ->
              serve(
                  request,
                  isFor(message, group, asked.device()),
                  jid -> device.groupFanout().again(message, group, jid, asked.count())),
          failure -> failed(request, "No group for a device that asked again", failure));
    } else {
      serve(
          request,
          isFor(message, asked.device()),
          jid -> device.fanout().again(message, jid, asked.count()));
    }
  }

  private void serve(Waiting request, boolean isFor, Function<Jid, Node> again) {
    DeviceEvent.RetryAsked asked = request.asked();
    String name = name(asked);
    if (!isFor) {
      leave(request, NOT_FOR_IT);
      return;
    }
    if (answered.soFar(name) >= MOST) {
      leave(request, "A device asked too often for the same message");
      return;
    }
    byte[] baseKey = renewal.baseKey(asked).orElse(new byte[0]);
    try {
      if (renewal.due(asked, answered.lastMark(name))) {
        renew(asked);
      }
    } catch (SignalException | InvalidKeyException | UnvouchedDeviceException e) {
      leave(request, "The keys of a retry receipt are not good: " + e.getClass().getSimpleName());
      return;
    }
    sessions.ensure(
        List.of(asked.device()),
        ready -> {
          if (ready.isEmpty()) {
            leave(request, "A device asked again that has no keys");
          } else {
            answered.next(name, baseKey);
            send(request, again);
          }
        },
        failure -> failed(request, "No keys for a device that asked again", failure));
  }

  /** It is dealt with, unless the device asked once more meanwhile. */
  private void done(Waiting request) {
    if (!waiting.containsKey(request.name())) {
      kept.remove(request.name());
    }
  }

  private void leave(Waiting request, String why) {
    note.accept(why);
    done(request);
  }

  private void failed(Waiting request, String what, QueryFailure failure) {
    int failures = request.failures() + 1;
    if (failure instanceof QueryFailure.ConnectionGone || failures > MOST_FAILURES) {
      return;
    }
    note.accept(what + ": " + failure.text());
    Instant due = clock.instant().plus(AFTER_FAILURE.multipliedBy(failures));
    waiting.putIfAbsent(
        request.name(), new Waiting(request.name(), request.asked(), due, failures));
  }

  /** From its own keys, or else from those that the network has, which are fetched next. */
  private void renew(DeviceEvent.RetryAsked asked) {
    asked
        .bundle()
        .ifPresentOrElse(
            bundle -> sessions.begin(asked.device(), bundle, asked.papers()),
            () -> device.contacts().endSession(asked.device()));
  }

  /** Whether the message was in the chat where the device missed it. */
  private static boolean fits(Jid chat, Jid to) {
    return chat.equals(to) || !(chat.isGroup() || to.isGroup());
  }

  private void send(Waiting request, Function<Jid, Node> again) {
    DeviceEvent.RetryAsked asked = request.asked();
    try {
      out.send(again.apply(asked.device()).with("t", asked.sentAt()));
      done(request);
    } catch (SignalException | FrameTooLargeException e) {
      leave(request, "A message could not be sent again: " + e.getClass().getSimpleName());
    }
  }

  /** Whoever came later must not read what was said before; who left gets nothing any longer. */
  private boolean isFor(OutgoingMessage message, GroupMetadata group, Jid asking) {
    return device.self().isMe(asking)
        || (device.audiences().includes(message.id(), asking)
            && device.contacts().namesOf(asking).stream()
                .anyMatch(jid -> group.member(jid).isPresent()));
  }

  private boolean isFor(OutgoingMessage message, Jid asking) {
    Jid canonical = device.contacts().canonical(asking);
    return device.self().isMe(asking)
        || canonical.sameUser(device.contacts().canonical(message.to()));
  }
}

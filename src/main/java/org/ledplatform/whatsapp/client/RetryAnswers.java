package org.ledplatform.whatsapp.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.ledplatform.whatsapp.crypto.InvalidKeyException;
import org.ledplatform.whatsapp.group.GroupMetadata;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Attempts;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.signal.SignalException;
import org.ledplatform.whatsapp.stanza.DeviceEvent;
import org.ledplatform.whatsapp.stanza.GroupDirectory;
import org.ledplatform.whatsapp.stanza.NodeSender;
import org.ledplatform.whatsapp.stanza.QueryFailure;
import org.ledplatform.whatsapp.stanza.SessionSupply;
import org.ledplatform.whatsapp.store.RecordKind;

/**
 * Sends a message again to a device that could not read it (protocol §8.7): to that device alone,
 * when it is one that the message was for, at most three times through restarts, and not more than
 * four times a second in all. In a group that is whoever is a member now. A request is acknowledged
 * when it is dealt with, so that one that waits for its turn outlives the process. Lives on the
 * lane.
 */
final class RetryAnswers {

  private static final String NOT_FOR_IT =
      "A device asked again for a message that we do not have for it";
  private static final int MOST = 3;
  private static final int REMEMBERED = 1000;
  private static final int MOST_WAITING = 512;
  private static final Duration SPACING = Duration.ofMillis(250);

  private final LinkedDevice device;
  private final SessionSupply sessions;
  private final GroupDirectory groups;
  private final NodeSender out;
  private final Consumer<String> note;
  private final Attempts answered;
  private final SessionRenewal renewal;
  private final Clock clock;
  private final Deque<DeviceEvent.RetryAsked> waiting = new ArrayDeque<>();
  private Instant next = Instant.EPOCH;

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
  }

  /** Answers one request, now or when it is its turn, or leaves it with a note. */
  void answer(DeviceEvent.RetryAsked asked) {
    if (waiting.size() == MOST_WAITING) {
      leave(asked, "Too many devices asked again at once");
      return;
    }
    Instant now = clock.instant();
    if (waiting.isEmpty() && next.isBefore(now)) {
      next = now;
    }
    waiting.add(asked);
    tick(now);
  }

  /** Answers those whose turn has come. */
  void tick(Instant now) {
    while (!waiting.isEmpty() && !now.isBefore(next)) {
      next = next.plus(SPACING);
      handle(waiting.remove());
    }
  }

  private void handle(DeviceEvent.RetryAsked asked) {
    Optional<OutgoingMessage> found = device.outbox().find(asked.id());
    if (found.isEmpty() || !fits(asked.chat(), found.get().to())) {
      leave(asked, NOT_FOR_IT);
      return;
    }
    OutgoingMessage message = found.get();
    if (message.to().isGroup()) {
      groups.find(
          message.to(),
          group ->
              serve(
                  asked,
                  isFor(group, asked.device()),
                  jid -> device.groupFanout().again(message, group, jid, asked.count())),
          failure -> failed(asked, "No group for a device that asked again", failure));
    } else {
      serve(
          asked,
          isFor(message, asked.device()),
          jid -> device.fanout().again(message, jid, asked.count()));
    }
  }

  private void serve(DeviceEvent.RetryAsked asked, boolean isFor, Function<Jid, Node> again) {
    if (!isFor) {
      leave(asked, NOT_FOR_IT);
      return;
    }
    String name = device.contacts().canonical(asked.device()) + "|" + asked.id();
    Optional<byte[]> before = answered.lastMark(name);
    byte[] baseKey = renewal.baseKey(asked).orElse(new byte[0]);
    if (answered.next(name, baseKey) > MOST) {
      leave(asked, "A device asked too often for the same message");
      return;
    }
    try {
      if (renewal.due(asked, before)) {
        renew(asked);
      }
    } catch (SignalException | InvalidKeyException e) {
      leave(asked, "The keys of a retry receipt are not good: " + e.getClass().getSimpleName());
      return;
    }
    sessions.ensure(
        List.of(asked.device()),
        ready -> {
          ready.forEach(jid -> send(jid, again));
          out.send(asked.ack());
        },
        failure -> failed(asked, "No keys for a device that asked again", failure));
  }

  private void leave(DeviceEvent.RetryAsked asked, String why) {
    note.accept(why);
    out.send(asked.ack());
  }

  /** What the end of the connection kept us from is asked for again over the next one. */
  private void failed(DeviceEvent.RetryAsked asked, String what, QueryFailure failure) {
    if (!(failure instanceof QueryFailure.ConnectionGone)) {
      leave(asked, what + ": " + failure.text());
    }
  }

  /** From its own keys, or else from those that the network has, which are fetched next. */
  private void renew(DeviceEvent.RetryAsked asked) {
    asked
        .bundle()
        .ifPresentOrElse(
            bundle -> sessions.begin(asked.device(), bundle),
            () -> device.contacts().endSession(asked.device()));
  }

  /** Whether the message was in the chat where the device missed it. */
  private static boolean fits(Jid chat, Jid to) {
    return chat.equals(to) || !(chat.isGroup() || to.isGroup());
  }

  private void send(Jid to, Function<Jid, Node> again) {
    try {
      out.send(again.apply(to));
    } catch (SignalException e) {
      note.accept("A message could not be sent again: " + e.getClass().getSimpleName());
    }
  }

  /** Whoever has left the group since gets nothing of it any longer. */
  private boolean isFor(GroupMetadata group, Jid asking) {
    return device.self().isMe(asking)
        || device.contacts().namesOf(asking).stream()
            .anyMatch(jid -> group.member(jid).isPresent());
  }

  private boolean isFor(OutgoingMessage message, Jid asking) {
    Jid canonical = device.contacts().canonical(asking);
    return device.self().isMe(asking)
        || canonical.sameUser(device.contacts().canonical(message.to()));
  }
}

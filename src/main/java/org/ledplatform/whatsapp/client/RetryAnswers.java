package org.ledplatform.whatsapp.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.ledplatform.whatsapp.crypto.InvalidKeyException;
import org.ledplatform.whatsapp.group.GroupMetadata;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.signal.SignalException;
import org.ledplatform.whatsapp.stanza.DeviceEvent;
import org.ledplatform.whatsapp.stanza.GroupDirectory;
import org.ledplatform.whatsapp.stanza.NodeSender;
import org.ledplatform.whatsapp.stanza.SessionSupply;

/**
 * Sends a message again to a device that could not read it (protocol §8.7): to that device alone,
 * when it is one that the message was for, at most three times. Lives on the lane.
 */
final class RetryAnswers {

  private static final String NOT_FOR_IT =
      "A device asked again for a message that we do not have for it";
  private static final int MOST = 3;
  private static final int REMEMBERED = 1000;

  private final LinkedDevice device;
  private final SessionSupply sessions;
  private final GroupDirectory groups;
  private final NodeSender out;
  private final Consumer<String> note;
  private final Map<String, Integer> answered =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > REMEMBERED;
        }
      };

  RetryAnswers(
      LinkedDevice device,
      SessionSupply sessions,
      GroupDirectory groups,
      NodeSender out,
      Consumer<String> note) {
    this.device = device;
    this.sessions = sessions;
    this.groups = groups;
    this.out = out;
    this.note = note;
  }

  /** Answers one request, or leaves it with a note. */
  void answer(DeviceEvent.RetryAsked asked) {
    Optional<OutgoingMessage> found = device.outbox().find(asked.id());
    if (found.isEmpty()) {
      note.accept(NOT_FOR_IT);
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
          failure -> note.accept("No group for a device that asked again: " + failure.text()));
    } else {
      serve(
          asked,
          isFor(message, asked.device()),
          jid -> device.fanout().again(message, jid, asked.count()));
    }
  }

  private void serve(DeviceEvent.RetryAsked asked, boolean isFor, Function<Jid, Node> again) {
    if (!isFor) {
      note.accept(NOT_FOR_IT);
      return;
    }
    if (answered.merge(asked.device() + "|" + asked.id(), 1, Integer::sum) > MOST) {
      note.accept("A device asked too often for the same message");
      return;
    }
    try {
      asked.bundle().ifPresent(bundle -> sessions.begin(asked.device(), bundle));
    } catch (SignalException | InvalidKeyException e) {
      note.accept("The keys of a retry receipt are not good: " + e.getClass().getSimpleName());
      return;
    }
    sessions.ensure(
        List.of(asked.device()),
        ready -> ready.forEach(jid -> send(jid, again)),
        failure -> note.accept("No keys for a device that asked again: " + failure.text()));
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

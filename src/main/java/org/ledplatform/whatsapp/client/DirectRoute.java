package org.ledplatform.whatsapp.client;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.signal.SignalException;
import org.ledplatform.whatsapp.socket.FrameReader;
import org.ledplatform.whatsapp.socket.FrameTooLargeException;
import org.ledplatform.whatsapp.stanza.DeviceDirectory;
import org.ledplatform.whatsapp.stanza.NodeSender;
import org.ledplatform.whatsapp.stanza.SessionSupply;

/** To one person: all devices of both sides (protocol §8.2). Lives on the sending queue. */
final class DirectRoute implements Route {

  private static final String NO_NEW_CHATS =
      "the network lately refused a new chat with 463, so no others are begun for a while";

  private final LinkedDevice device;
  private final DeviceDirectory directory;
  private final SessionSupply sessions;
  private final TrustExchange trust;
  private final SentLists sentLists;

  DirectRoute(
      LinkedDevice device,
      DeviceDirectory directory,
      SessionSupply sessions,
      TrustExchange trust,
      SentLists sentLists) {
    this.device = device;
    this.directory = directory;
    this.sessions = sessions;
    this.trust = trust;
    this.sentLists = sentLists;
  }

  @Override
  public void send(OutgoingMessage message, Turn turn) {
    directory.find(
        people(message.to()),
        devices -> turn.then(() -> prepare(message, devices, turn)),
        turn::failed);
  }

  private List<Jid> people(Jid chat) {
    return Stream.of(chat, device.self().addressedLike(chat)).distinct().toList();
  }

  private void prepare(OutgoingMessage message, Collection<Jid> devices, Turn turn) {
    List<Jid> others = others(devices);
    if (others.stream().noneMatch(jid -> jid.sameUser(message.to()))) {
      turn.refuse("nobody on WhatsApp has this address");
    } else if ((long) message.content().getSerializedSize() * others.size()
        > FrameReader.MAX_LENGTH) {
      turn.refuse("it is too large for all devices of this chat");
    } else if (!device.self().isMe(message.to())
        && device.newChats().holdsBack(message.to(), others)) {
      turn.refuse(NO_NEW_CHATS);
    } else {
      sessions.ensure(
          others, ready -> turn.then(() -> transmit(message, devices, ready, turn)), turn::failed);
    }
  }

  private List<Jid> others(Collection<Jid> devices) {
    return devices.stream().filter(jid -> !device.self().isThisDevice(jid)).toList();
  }

  private void transmit(
      OutgoingMessage message, Collection<Jid> devices, Collection<Jid> ready, Turn turn) {
    if (ready.stream().noneMatch(jid -> jid.sameUser(message.to()))) {
      directory.forget(message.to());
      turn.later("no device of this person has keys");
      return;
    }
    sentLists.leaving(message.id(), message.to(), devices);
    turn.send(
        trust.vouched(message.to(), device.fanout().toAll(message, ready)),
        () -> trust.sent(message));
  }

  @Override
  public void hashed(
      SentLists.Sent sent, OutgoingMessage message, String hash, NodeSender out, Executor queue) {
    people(sent.chat()).forEach(directory::forget);
    directory.find(
        people(sent.chat()),
        devices ->
            queue.execute(() -> serve(message, sentLists.leftOut(sent, devices, hash), out, queue)),
        _ -> {});
  }

  private void serve(OutgoingMessage message, List<Jid> leftOut, NodeSender out, Executor queue) {
    sessions.ensure(
        others(leftOut),
        ready -> queue.execute(() -> ready.forEach(jid -> again(message, jid, out))),
        _ -> {});
  }

  private void again(OutgoingMessage message, Jid jid, NodeSender out) {
    try {
      out.send(device.fanout().again(message, jid, 0));
    } catch (SignalException | FrameTooLargeException _) {
      // Its signal session went away in between, or there is no room for it: it asks by itself.
    }
  }
}

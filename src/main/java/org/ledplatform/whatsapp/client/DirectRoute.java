package org.ledplatform.whatsapp.client;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.stanza.DeviceDirectory;
import org.ledplatform.whatsapp.stanza.SessionSupply;

/** To one person: all devices of both sides (protocol §8.2). */
final class DirectRoute implements Route {

  private static final String NO_NEW_CHATS =
      "the network lately refused a new chat with 463, so no others are begun for a while";

  private final LinkedDevice device;
  private final DeviceDirectory directory;
  private final SessionSupply sessions;
  private final TrustExchange trust;

  DirectRoute(
      LinkedDevice device, DeviceDirectory directory, SessionSupply sessions, TrustExchange trust) {
    this.device = device;
    this.directory = directory;
    this.sessions = sessions;
    this.trust = trust;
  }

  @Override
  public void send(OutgoingMessage message, Turn turn) {
    Jid chat = message.to();
    List<Jid> people = Stream.of(chat, device.self().addressedLike(chat)).distinct().toList();
    directory.find(
        people, devices -> turn.then(() -> prepare(message, devices, turn)), turn::failed);
  }

  private void prepare(OutgoingMessage message, Collection<Jid> devices, Turn turn) {
    List<Jid> others = devices.stream().filter(jid -> !device.self().isThisDevice(jid)).toList();
    if (others.stream().noneMatch(jid -> jid.sameUser(message.to()))) {
      turn.refuse("nobody on WhatsApp has this address");
      return;
    }
    if (!device.self().isMe(message.to()) && device.newChats().holdsBack(message.to(), others)) {
      turn.refuse(NO_NEW_CHATS);
      return;
    }
    sessions.ensure(others, ready -> turn.then(() -> transmit(message, ready, turn)), turn::failed);
  }

  private void transmit(OutgoingMessage message, Collection<Jid> devices, Turn turn) {
    if (devices.stream().noneMatch(jid -> jid.sameUser(message.to()))) {
      directory.forget(message.to());
      turn.later();
      return;
    }
    turn.send(trust.vouched(message.to(), device.fanout().toAll(message, devices)));
    turn.then(() -> trust.sent(message));
  }
}

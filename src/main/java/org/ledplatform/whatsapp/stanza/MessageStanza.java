package org.ledplatform.whatsapp.stanza;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.message.Contacts;
import org.ledplatform.whatsapp.message.Envelope;
import org.ledplatform.whatsapp.message.Inbox;
import org.ledplatform.whatsapp.message.Intake;
import org.ledplatform.whatsapp.message.MissingMessages;
import org.ledplatform.whatsapp.message.ReceivedMessage;
import org.ledplatform.whatsapp.message.Self;
import org.ledplatform.whatsapp.message.UnvouchedDeviceException;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.ProtocolMessage;

/**
 * {@code <message>}: decrypted and made durable in one step, then acknowledged, then told (protocol
 * §8.5). A message that comes twice is acknowledged twice and told once.
 */
public final class MessageStanza implements StanzaHandler {

  private static final int NACK_PARSING = 487;
  private static final int NACK_SECRET = 495;

  private final Self self;
  private final NodeSender out;
  private final Contacts contacts;
  private final Inbox inbox;
  private final Intake intake;
  private final MissingMessages missing;
  private final RetryRequests retries;
  private final BooleanSupplier available;
  private final Consumer<DeviceEvent> events;

  /**
   * @param available whether we told the network that we are there; receipts differ
   */
  public MessageStanza(
      Self self,
      NodeSender out,
      Contacts contacts,
      Inbox inbox,
      Intake intake,
      MissingMessages missing,
      RetryRequests retries,
      BooleanSupplier available,
      Consumer<DeviceEvent> events) {
    this.self = self;
    this.out = out;
    this.contacts = contacts;
    this.inbox = inbox;
    this.intake = intake;
    this.missing = missing;
    this.retries = retries;
    this.available = available;
    this.events = events;
  }

  @Override
  public void handle(Node stanza) {
    Envelope envelope = Envelope.read(stanza, self);
    contacts.learn(envelope.pairs());
    if (!envelope.readable()) {
      skip(stanza, "Skipped a message of a kind that is not read yet");
    } else if (inbox.hasSeen(envelope.names(contacts))) {
      acknowledge(stanza, envelope);
    } else {
      open(stanza, envelope);
    }
  }

  private void open(Node stanza, Envelope envelope) {
    Intake.Outcome outcome = intake.take(stanza, envelope);
    act(stanza, envelope, outcome.taken());
    if (outcome.newIdentity()) {
      events.accept(new StateEvent.IdentityChanged(envelope.sender().withoutDevice()));
    }
  }

  private void act(Node stanza, Envelope envelope, Intake.Taken taken) {
    switch (taken) {
      case Intake.Taken.Arrived(ReceivedMessage message) -> {
        acknowledge(stanza, envelope);
        named(envelope);
        events.accept(new DeviceEvent.MessageArrived(message));
      }
      case Intake.Taken.OfOwnPhone(ProtocolMessage told, List<ReceivedMessage> arrived) -> {
        acknowledge(stanza, envelope);
        if (told.hasHistorySyncNotification()) {
          out.send(receipt(stanza, "hist_sync"));
        }
        named(envelope);
        arrived.forEach(m -> events.accept(new DeviceEvent.MessageArrived(m)));
        events.accept(new StateEvent.OwnPhoneTold(told));
      }
      case Intake.Taken.Dropped(String why) -> {
        acknowledge(stanza, envelope);
        events.accept(new DeviceEvent.Noted(why));
      }
      case Intake.Taken.OpenedBefore _ -> out.send(Acks.refusing(stanza, NACK_PARSING));
      case Intake.Taken.Empty _ -> {
        Optional<Node> unavailable = stanza.child("unavailable");
        boolean secret = stanza.children("enc").stream().anyMatch(e -> e.has("type", "msmsg"));
        if (unavailable.isPresent()) {
          unavailable(stanza, envelope, unavailable.get().attribute("type").orElse(""));
        } else if (secret) {
          out.send(Acks.refusing(stanza, NACK_SECRET));
        } else {
          skip(stanza, "A message came without content for this device");
        }
      }
      case Intake.Taken.Failed(WhatsAppException cause) -> askAgain(stanza, envelope, cause);
    }
  }

  /** Believed only with a message that was ours: the envelope alone may be anybody's. */
  private void named(Envelope envelope) {
    if (envelope.fromMe() && !envelope.pushName().isEmpty()) {
      events.accept(new DeviceEvent.PushNameTold(envelope.pushName()));
    }
  }

  private void skip(Node stanza, String why) {
    out.send(Acks.of(stanza));
    events.accept(new DeviceEvent.Noted(why));
  }

  /** Not encrypted for us: our phone has it, unless it is one that only a phone may show. */
  private void unavailable(Node stanza, Envelope envelope, String kind) {
    out.send(Acks.of(stanza));
    events.accept(
        new StateEvent.MessageUnavailable(envelope.id(), envelope.chat(), envelope.sender(), kind));
    missing(envelope);
  }

  private void askAgain(Node stanza, Envelope envelope, WhatsAppException cause) {
    retries.ask(stanza, cause).ifPresent(out::send);
    out.send(Acks.of(stanza));
    events.accept(
        new DeviceEvent.MessageUnreadable(
            envelope.id(), envelope.chat(), envelope.sender(), cause.getClass().getSimpleName()));
    missing(envelope);
    if (cause instanceof UnvouchedDeviceException unvouched && unvouched.dependsOnPhone()) {
      events.accept(new StateEvent.PhoneDoubted(envelope.sender().withoutDevice()));
    }
  }

  /** What was noted before the acknowledgement may be asked from our phone from now on. */
  private void missing(Envelope envelope) {
    missing.find(envelope).ifPresent(m -> events.accept(new StateEvent.MessageMissing(m)));
  }

  private void acknowledge(Node stanza, Envelope envelope) {
    if (envelope.peer()) {
      out.send(receipt(stanza, "peer_msg"));
    } else if (envelope.fromMe()) {
      Node receipt = receipt(stanza, "sender");
      out.send(envelope.inGroup() ? receipt : receipt.with("recipient", envelope.chat()));
    } else if (available.getAsBoolean()) {
      out.send(receipt(stanza));
    } else {
      out.send(receipt(stanza, "inactive"));
    }
    out.send(Acks.of(stanza));
  }

  private static Node receipt(Node stanza, String type) {
    return receipt(stanza).with("type", type);
  }

  private static Node receipt(Node stanza) {
    return Node.of("receipt")
        .with("id", stanza.require("id"))
        .with("to", stanza.require("from"))
        .with("participant", stanza.attribute("participant"));
  }
}

package org.ledplatform.whatsapp.client;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.ledplatform.whatsapp.group.GroupFanout;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Outbox;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.message.Polls;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.stanza.DeviceEvent;
import org.ledplatform.whatsapp.stanza.GroupReport;
import org.ledplatform.whatsapp.stanza.PreKeySupply;
import org.ledplatform.whatsapp.stanza.PresenceReport;
import org.ledplatform.whatsapp.stanza.ReceiptKind;
import org.ledplatform.whatsapp.stanza.StateEvent;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * Acts on what the stanzas of a paired device report: hands it to the part whose concern it is, and
 * tells whoever runs the client. Lives on the lane.
 */
final class DeviceReports implements Consumer<DeviceEvent> {

  private final Outbox outbox;
  private final Polls polls;
  private final PreKeySupply preKeySupply;
  private final Outgoing outgoing;
  private final RetryAnswers retries;
  private final StateParts state;
  private final GroupParts groups;
  private final TrustExchange trust;
  private final NewChats newChats;
  private final OnlineParts.Login login;
  private final Consumer<ClientEvent> events;

  DeviceReports(
      Outbox outbox,
      Polls polls,
      PreKeySupply preKeySupply,
      Outgoing outgoing,
      RetryAnswers retries,
      StateParts state,
      GroupParts groups,
      TrustExchange trust,
      NewChats newChats,
      OnlineParts.Login login,
      Consumer<ClientEvent> events) {
    this.outbox = outbox;
    this.polls = polls;
    this.preKeySupply = preKeySupply;
    this.outgoing = outgoing;
    this.retries = retries;
    this.state = state;
    this.groups = groups;
    this.trust = trust;
    this.newChats = newChats;
    this.login = login;
    this.events = events;
  }

  @Override
  public void accept(DeviceEvent event) {
    switch (event) {
      case DeviceEvent.LoginAccepted(Optional<Jid> lid, Optional<Instant> at) ->
          login.accepted(lid, at);
      case DeviceEvent.RoutingTold(byte[] routing) -> login.routed(routing);
      case DeviceEvent.OfflineDone(long count) -> {
        if (count > 0) {
          events.accept(new ClientEvent.Noted("Delivered while we were away: " + count));
        }
      }
      case DeviceEvent.PreKeysLeft(int count) -> preKeySupply.topUp(count, () -> {});
      case DeviceEvent.MessageArrived(var message) ->
          events.accept(new ClientEvent.MessageReceived(message));
      case DeviceEvent.MessageUnreadable(String id, Jid chat, Jid sender, String reason) ->
          events.accept(new ClientEvent.MessageUndecryptable(id, chat, sender, reason));
      case DeviceEvent.ReceiptArrived(
              List<String> ids,
              Jid chat,
              Jid by,
              ReceiptKind kind,
              Instant at) ->
          events.accept(new ClientEvent.ReceiptReceived(ids, chat, by, kind, at));
      case DeviceEvent.RetryAsked asked -> retries.answer(asked);
      case DeviceEvent.ServerAcked(String id, OptionalInt error) -> acknowledged(id, error);
      case PresenceReport report -> events.accept(new ClientEvent.PresenceChanged(report));
      case DeviceEvent.MediaRetryTold(Node notification) -> login.mediaRetried(notification);
      case DeviceEvent.PushNameTold(String name) -> login.named(name);
      case StateEvent.IdentityChanged changed -> {
        state.accept(changed);
        trust.identityChanged(changed.person());
      }
      case StateEvent told -> state.accept(told);
      case GroupReport told -> groups.accept(told);
      case DeviceEvent.Noted(String text) -> events.accept(new ClientEvent.Noted(text));
    }
  }

  private List<StoreChange> taken(OutgoingMessage message) {
    return Stream.concat(polls.sent(message).stream(), GroupFanout.taken(message).stream())
        .toList();
  }

  private void newChatRefused(Jid person) {
    events.accept(new AccountEvent.NewChatRefused(person, newChats.refused()));
  }

  private void acknowledged(String id, OptionalInt error) {
    if (error.isPresent() && Outgoing.isBusy(error.getAsInt())) {
      outgoing.heldBack(id, error.getAsInt());
      return;
    }
    if (error.isPresent()) {
      refused(id, error.getAsInt());
    } else if (outbox.accept(id, this::taken)) {
      events.accept(new ClientEvent.MessageAccepted(id));
    }
    outgoing.acknowledged(id);
  }

  /**
   * What was accepted before, or was no message to a chat, may be refused when it is sent again.
   */
  private void refused(String id, int code) {
    Optional<Jid> to = outbox.find(id).map(OutgoingMessage::to);
    if (outbox.drop(id)) {
      events.accept(new ClientEvent.MessageRefused(id, "the network refused it with " + code));
      if (code == NewChats.REFUSED) {
        to.filter(chat -> !chat.isGroup()).ifPresent(this::newChatRefused);
      }
    } else {
      events.accept(
          new ClientEvent.Noted("The network refused what no message of ours waits for: " + code));
    }
    outgoing.refused(id);
  }
}

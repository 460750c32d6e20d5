package org.ledplatform.whatsapp.stanza;

import java.time.Duration;
import java.util.Set;
import org.ledplatform.whatsapp.appstate.AppStateCollection;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.BlockedPeople;
import org.ledplatform.whatsapp.message.MissingMessage;
import org.ledplatform.whatsapp.proto.ProtocolMessage;

/** What the network and our own phone say about the state that the account's devices share. */
public sealed interface StateEvent extends DeviceEvent.OfState {

  /** Our own phone told something; what is worth keeping is durable already. */
  record OwnPhoneTold(ProtocolMessage told) implements StateEvent {
    /** Keys and history are private, so logs see none of it. */
    @Override
    public String toString() {
      return "OwnPhoneTold[…]";
    }
  }

  /** Collections of the app state have news. */
  record CollectionsChanged(Set<AppStateCollection> collections) implements StateEvent {
    public CollectionsChanged {
      collections = Set.copyOf(collections);
    }
  }

  /** A message did not get here and is noted durably; our phone may be asked for it. */
  record MessageMissing(MissingMessage message) implements StateEvent {}

  /**
   * A message was not encrypted for this device.
   *
   * @param kind as on the wire, such as {@code view_once}; empty text when not told
   */
  record MessageUnavailable(String id, Jid chat, Jid sender, String kind) implements StateEvent {
    /** Addresses are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "MessageUnavailable[" + id + "]";
    }
  }

  /** Somebody has another identity, because their phone was set up anew. */
  record IdentityChanged(Jid person) implements StateEvent {
    /** Addresses are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "IdentityChanged[…]";
    }
  }

  /** A companion of somebody shows that their phone has another identity than we know. */
  record PhoneDoubted(Jid person) implements StateEvent {
    /** Addresses are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "PhoneDoubted[…]";
    }
  }

  /** The network knows somebody under another LID than we do. */
  record LidStale(Jid person) implements StateEvent {
    /** Addresses are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "LidStale[…]";
    }
  }

  /** Somebody has another phone number and is the same person. */
  record NumberChanged(Jid before, Jid now) implements StateEvent {
    /** Addresses are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "NumberChanged[…]";
    }
  }

  /**
   * Something of our own account changed, on another of its devices.
   *
   * @param what {@code devices}, {@code privacy}, {@code picture}, or what the network calls it
   */
  record AccountChanged(String what) implements StateEvent {}

  /** Somebody was blocked or may write again; durable already. */
  record BlocklistChanged(BlockedPeople.Change change) implements StateEvent {}

  /** How long messages in new chats of ours live; zero for ever. */
  record DisappearingModeChanged(Duration duration) implements StateEvent {}
}

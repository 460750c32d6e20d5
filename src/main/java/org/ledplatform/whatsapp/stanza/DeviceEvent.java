package org.ledplatform.whatsapp.stanza;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.ReceivedMessage;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.signal.PreKeyBundle;

/** What the network says to a paired device. */
public sealed interface DeviceEvent {

  /**
   * {@code <success>}.
   *
   * @param lid our device's LID address, when told
   * @param at what the network's clock says, when told
   */
  record LoginAccepted(Optional<Jid> lid, Optional<Instant> at) implements DeviceEvent {
    /** Addresses are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "LoginAccepted[…]";
    }
  }

  /** Bytes to send before the next handshake, so that the same place answers. */
  record RoutingTold(byte[] routing) implements DeviceEvent {}

  /** Everything that waited for us has been delivered. */
  record OfflineDone(long count) implements DeviceEvent {}

  /** The network has only so many of our one-time pre-keys left. */
  record PreKeysLeft(int count) implements DeviceEvent {}

  /** A message, durable already and acknowledged. */
  record MessageArrived(ReceivedMessage message) implements DeviceEvent {}

  /** A message that could not be read; it was asked for again. */
  record MessageUnreadable(String id, Jid chat, Jid sender, String reason) implements DeviceEvent {
    /** Addresses are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "MessageUnreadable[…]";
    }
  }

  /** What became of messages at a reader's device. */
  record ReceiptArrived(List<String> ids, Jid chat, Jid by, ReceiptKind kind, Instant at)
      implements DeviceEvent {
    public ReceiptArrived {
      ids = List.copyOf(ids);
    }

    /** Addresses are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "ReceiptArrived[…]";
    }
  }

  /**
   * A device could not read our message and asks for it again.
   *
   * @param chat where the message was, as the receipt says: a group, or the device itself
   * @param count which attempt failed, from 1
   * @param sentAt when the message was sent, as the network told the device
   * @param registration what the device is now, when told
   * @param bundle keys for a new signal session, when it sent them
   * @param papers the device identity that a companion sent with them
   * @param receipt what it was read from, to be kept until it is answered
   */
  record RetryAsked(
      String id,
      Jid chat,
      Jid device,
      long count,
      Optional<Long> sentAt,
      OptionalInt registration,
      Optional<PreKeyBundle> bundle,
      Optional<byte[]> papers,
      Node receipt)
      implements DeviceEvent {

    /**
     * Reads a {@code <receipt type=retry>}.
     *
     * @throws org.ledplatform.whatsapp.node.UnexpectedNodeException when it is none
     */
    public static RetryAsked of(Node receipt) {
      Node retry = receipt.requireChild("retry");
      Jid from = receipt.requireJid("from");
      return new RetryAsked(
          retry.attribute("id").orElseGet(() -> receipt.require("id")),
          from,
          receipt.jid("participant").orElse(from),
          retry.number("count").orElse(1L),
          retry.number("t"),
          KeyNodes.registrationOf(receipt),
          receipt.child("keys").map(keys -> KeyNodes.bundle(receipt, keys)),
          receipt.child("keys").flatMap(KeyNodes::papers),
          receipt);
    }

    /** Addresses are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "RetryAsked[…]";
    }
  }

  /** The network took our message, or refused it with an error code. */
  record ServerAcked(String id, OptionalInt error) implements DeviceEvent {}

  /** What concerns groups. */
  sealed interface OfGroups extends DeviceEvent permits GroupReport {}

  /** What is about people being there. */
  sealed interface OfPresence extends DeviceEvent permits PresenceReport {}

  /** What concerns the state that the devices of an account share. */
  sealed interface OfState extends DeviceEvent permits StateEvent {}

  /** What our phone says about a file that the hosts lost; nothing of it is checked yet. */
  record MediaRetryTold(Node notification) implements DeviceEvent {
    /** Addresses are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "MediaRetryTold[…]";
    }
  }

  /** The name of our own account. */
  record PushNameTold(String name) implements DeviceEvent {
    /** Addresses are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "PushNameTold[…]";
    }
  }

  /** Something worth a line in a log that changes nothing. */
  record Noted(String text) implements DeviceEvent {}
}

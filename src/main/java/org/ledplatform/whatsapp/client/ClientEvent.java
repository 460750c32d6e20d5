package org.ledplatform.whatsapp.client;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.group.GroupEvent;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.ReceivedMessage;
import org.ledplatform.whatsapp.stanza.PresenceReport;
import org.ledplatform.whatsapp.stanza.ReceiptKind;

/**
 * What the client tells whoever runs it. Events come one at a time, in order, on the executor that
 * the client was given and never on the thread that reads the socket.
 */
public sealed interface ClientEvent {

  /** A QR to show until {@code expiresAt}; it replaces the one before. */
  record QrOffered(String text, Instant expiresAt) implements ClientEvent {
    /** Whoever reads the text can pair, so logs do not see it. */
    @Override
    public String toString() {
      return "QrOffered[…]";
    }
  }

  /** A code to type into the phone; it replaces the one before and leaves the QR as it is. */
  record CodeOffered(PairingCode code) implements ClientEvent {}

  /** All QRs of this attempt went by without a scan. The client is down until told to connect. */
  record QrExhausted() implements ClientEvent {}

  /**
   * We are a companion device now and the credentials are stored. The client goes on to log in.
   *
   * @param jid our device under the account's phone number
   * @param lid our device under the account's LID
   * @param platform what the phone is, such as {@code android}
   * @param pushName the name others see; empty text when unknown
   */
  record Paired(Jid jid, Jid lid, String platform, String pushName) implements ClientEvent {
    /** Addresses are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "Paired[…]";
    }
  }

  /** Somebody scanned or typed a code, but it came to nothing. Nothing was stored. */
  record PairingFailed(String reason) implements ClientEvent {}

  /** Logged in, and the network has answered a question since. */
  record Online(Jid jid, Jid lid) implements ClientEvent {
    /** Addresses are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "Online[…]";
    }
  }

  /** The account's push name was learned or changed. */
  record PushNameChanged(String pushName) implements ClientEvent {
    /** Names are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "PushNameChanged[…]";
    }
  }

  /** The connection is gone; the client tries again by itself at {@code retryAt}. */
  record Disconnected(CloseReason reason, Instant retryAt) implements ClientEvent {}

  /** The phone removed us, or we logged out. The credentials are wiped and the client is down. */
  record LoggedOut(String reason) implements ClientEvent {}

  /** Another process uses the same credentials; the client is down until told to connect. */
  record Replaced() implements ClientEvent {}

  /**
   * The account is banned; the client is down until told to connect.
   *
   * @param code the network's code: 402 for a while, 403 and 406 for good
   * @param until when a ban that passes is over
   */
  record Banned(int code, String reason, Optional<Instant> until) implements ClientEvent {}

  /** The network no longer takes our version; the client is down until told to connect. */
  record Outdated() implements ClientEvent {}

  /** It cannot go on and will not try again by itself. */
  record Failed(CloseReason reason) implements ClientEvent {}

  /**
   * A message, durable already; {@link WhatsAppClient#settle} says that it was dealt with. When the
   * listener throws, or the client was told to disconnect meanwhile, the message is told again:
   * after pauses from half a minute on, and with the next connection, until it is settled.
   */
  record MessageReceived(ReceivedMessage message) implements ClientEvent {}

  /**
   * A message that could not be read; its sender was asked to send it again.
   *
   * @param reason the name of what went wrong
   */
  record MessageUndecryptable(String id, Jid chat, Jid sender, String reason)
      implements ClientEvent {
    /** Addresses are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "MessageUndecryptable[…]";
    }
  }

  /** What became of messages at a reader's device: ours, or those of others at our own devices. */
  record ReceiptReceived(List<String> ids, Jid chat, Jid by, ReceiptKind kind, Instant at)
      implements ClientEvent {
    public ReceiptReceived {
      ids = List.copyOf(ids);
    }

    /** Addresses are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "ReceiptReceived[…]";
    }
  }

  /** Something happened in a group. */
  record GroupChanged(GroupEvent event) implements ClientEvent {}

  /** Somebody whom we asked about is there or not, or types. */
  record PresenceChanged(PresenceReport report) implements ClientEvent {}

  /** The network took our message. */
  record MessageAccepted(String id) implements ClientEvent {}

  /**
   * Our message is not tried again. It was not delivered, unless the reason says that nobody knows
   * whether it was.
   */
  record MessageRefused(String id, String reason) implements ClientEvent {}

  /** Something about the account, its people and its past. */
  sealed interface OfAccount extends ClientEvent permits AccountEvent {}

  /** Something worth a line in a log that changes nothing. Holds no private data. */
  record Noted(String text) implements ClientEvent {}
}

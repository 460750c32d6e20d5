package org.ledplatform.whatsapp.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.ledplatform.whatsapp.appstate.AppStateEvent;
import org.ledplatform.whatsapp.jid.Jid;

/** What the client tells about the account, its people and its past. */
public sealed interface AccountEvent extends ClientEvent.OfAccount {

  /**
   * Another device of the account changed something: a name, a mute, an archive … It is not kept:
   * what was not heard when the process died is not told again.
   */
  record StateChanged(AppStateEvent change) implements AccountEvent {}

  /**
   * A part of the history was read; the listener has heard all of it.
   *
   * @param kind of the part, such as {@code INITIAL_BOOTSTRAP}
   * @param progress in percent of all that the phone sends; 0 when not told
   */
  record HistoryRead(String kind, int progress) implements AccountEvent {}

  /**
   * A message was not encrypted for this device. Our phone is asked for it unless it is one that
   * only phones show.
   *
   * @param kind as on the wire, such as {@code view_once}; empty text when not told
   */
  record MessageUnavailable(String id, Jid chat, Jid sender, String kind) implements AccountEvent {
    /** Addresses are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "MessageUnavailable[" + id + "]";
    }
  }

  /** Somebody has another identity: a new phone, or somebody in between. Trusted on first use. */
  record IdentityChanged(Jid person) implements AccountEvent {
    /** Addresses are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "IdentityChanged[…]";
    }
  }

  /** Somebody has another phone number; they are the same person. */
  record NumberChanged(Jid before, Jid now) implements AccountEvent {
    /** Addresses are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "NumberChanged[…]";
    }
  }

  /**
   * Something of the account changed on another of its devices.
   *
   * @param what {@code devices}, {@code privacy}, {@code picture} …
   */
  record AccountChanged(String what) implements AccountEvent {}

  /**
   * Whom the account has blocked became different, by us or by another of its devices; {@link
   * Blocklist} knows all of it.
   *
   * @param blocked canonical people, without devices, who cannot write to us any more
   * @param unblocked those who can again
   */
  record BlocklistChanged(Set<Jid> blocked, Set<Jid> unblocked) implements AccountEvent {
    public BlocklistChanged {
      blocked = Set.copyOf(blocked);
      unblocked = Set.copyOf(unblocked);
    }

    /** Addresses are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "BlocklistChanged[…]";
    }
  }

  /**
   * The network did not take a message because the account may not begin a chat with this person
   * (error 463): it is new, or was reported, or writes to too many strangers. The message is
   * dropped and not tried again, and no chats are begun until then; whoever has written to us can
   * be answered.
   */
  record NewChatRefused(Jid person, Instant pausedUntil) implements AccountEvent {
    /** Addresses are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "NewChatRefused[" + pausedUntil + "]";
    }
  }

  /** How long messages in new chats of the account live; zero for ever. */
  record DisappearingModeChanged(Duration duration) implements AccountEvent {}
}

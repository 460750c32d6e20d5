package org.ledplatform.whatsapp.appstate;

import java.time.Instant;
import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.LidMap;

/** What another device of our account changed. */
public sealed interface AppStateEvent {

  /** A contact has another name in the phone's address book; empty text for none. */
  record ContactNamed(Jid contact, String fullName, String firstName) implements AppStateEvent {
    /** Names are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "ContactNamed[…]";
    }
  }

  /**
   * A chat was muted or made loud again.
   *
   * @param until when it becomes loud by itself; empty when never
   */
  record ChatMuted(Jid chat, boolean muted, Optional<Instant> until) implements AppStateEvent {
    /** Chats are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "ChatMuted[" + muted + "]";
    }
  }

  /** A chat was put into the archive or taken out. */
  record ChatArchived(Jid chat, boolean archived) implements AppStateEvent {
    /** Chats are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "ChatArchived[" + archived + "]";
    }
  }

  /** A chat was pinned to the top or taken off it. */
  record ChatPinned(Jid chat, boolean pinned) implements AppStateEvent {
    /** Chats are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "ChatPinned[" + pinned + "]";
    }
  }

  /** A chat was marked as read or unread. */
  record ChatMarked(Jid chat, boolean read) implements AppStateEvent {
    /** Chats are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "ChatMarked[" + read + "]";
    }
  }

  /** The name that others see of us. */
  record PushNameSet(String name) implements AppStateEvent {
    /** Names are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "PushNameSet[…]";
    }
  }

  /** Two addresses are one person. */
  record AddressTold(LidMap.Pair pair) implements AppStateEvent {}
}

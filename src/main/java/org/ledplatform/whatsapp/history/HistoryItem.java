package org.ledplatform.whatsapp.history;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.Optional;
import org.ledplatform.whatsapp.content.MessageName;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.LidMap;
import org.ledplatform.whatsapp.proto.Message;

/** One thing that the history tells. */
public sealed interface HistoryItem {

  /**
   * A message from before we were a companion.
   *
   * @param sender who wrote it; empty for our own
   * @param pushName the name the sender gave themselves; empty text when unknown
   * @param content as it was sent, wrappers included
   */
  record PastMessage(
      MessageName name, Optional<Jid> sender, Instant sentAt, String pushName, Message content)
      implements HistoryItem {
    /** Text and people are private, so logs see neither. */
    @Override
    public String toString() {
      return "PastMessage[…]";
    }
  }

  /**
   * A chat; it comes after its messages.
   *
   * @param name of a group or a contact; empty text when unknown
   * @param mutedUntil empty when it is not muted
   */
  record PastChat(
      Jid chat,
      String name,
      int unread,
      boolean archived,
      boolean pinned,
      Optional<Instant> mutedUntil)
      implements HistoryItem {
    /** Chats are private, so logs see none of them. */
    @Override
    public String toString() {
      return "PastChat[…]";
    }
  }

  /** The name that somebody gave themselves. */
  record PastName(Jid person, String pushName) implements HistoryItem {
    /** Names are personal, so logs see none of them. */
    @Override
    public String toString() {
      return "PastName[…]";
    }
  }

  /**
   * The token with which somebody trusts us, and when we trusted them (protocol §8.9). The client
   * keeps it; listeners do not hear it.
   *
   * @param at when the token was made
   */
  record PastTrust(Jid person, ByteString token, Instant at, Optional<Instant> issued)
      implements HistoryItem {
    /** Whoever has the token can write to the person, so logs do not see it. */
    @Override
    public String toString() {
      return "PastTrust[…]";
    }
  }

  /** Two addresses of one person. */
  record PastAddress(LidMap.Pair pair) implements HistoryItem {}
}

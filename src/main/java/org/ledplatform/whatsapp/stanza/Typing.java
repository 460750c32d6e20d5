package org.ledplatform.whatsapp.stanza;

import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** What somebody is doing in a chat before a message comes (protocol §6.7). */
public enum Typing {
  /** Writing. */
  TEXT,
  /** Speaking a voice note. */
  VOICE,
  /** No longer. */
  PAUSED;

  /** The stanza that says so to a chat. */
  public Node stanza(Jid chat, Jid own) {
    Node doing =
        switch (this) {
          case TEXT -> Node.of("composing");
          case VOICE -> Node.of("composing").with("media", "audio");
          case PAUSED -> Node.of("paused");
        };
    return Node.of("chatstate", doing).with("to", chat.withoutDevice()).with("from", own);
  }

  /** What a stanza says; empty when it says something else. */
  static Optional<Typing> of(Node chatstate) {
    if (chatstate.child("paused").isPresent()) {
      return Optional.of(PAUSED);
    }
    return chatstate
        .child("composing")
        .map(composing -> composing.has("media", "audio") ? VOICE : TEXT);
  }
}

package org.ledplatform.sandbox.phone;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ledplatform.sandbox.proto.StoredMessage;
import org.ledplatform.sandbox.server.PhoneLine;
import org.ledplatform.sandbox.storage.SandboxStorage;
import org.ledplatform.sandbox.storage.Write;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/**
 * How far messages are: what this phone's person has read and heard, told to the authors, and what
 * became of the person's own ones (protocol §8.6). Under the phone's lock.
 */
final class BlueTicks {

  /** As many ids go into one receipt as real clients put there. */
  private static final int MOST = 256;

  private final boolean onDemand;
  private final PhoneScreen screen;
  private final SandboxStorage storage;
  private final PhoneLine line;
  private final Clock clock;

  /** How far a message is. */
  enum Mark {
    DELIVERED,
    READ,
    PLAYED
  }

  /**
   * @param onDemand whether what comes in stays unread before somebody says otherwise
   */
  BlueTicks(
      boolean onDemand, PhoneScreen screen, SandboxStorage storage, PhoneLine line, Clock clock) {
    this.onDemand = onDemand;
    this.screen = screen;
    this.storage = storage;
    this.line = line;
    this.clock = clock;
  }

  /** Whether what comes in is read at once. */
  boolean atOnce() {
    return !onDemand;
  }

  /** How far what comes in is. */
  StoredMessage.Status ofNew() {
    return onDemand ? StoredMessage.Status.DELIVERED : StoredMessage.Status.READ;
  }

  /** The person reads everything in a chat. */
  void read(Chat chat) {
    read(
        chat,
        screen.findAll(
            m ->
                !m.getFromMe()
                    && m.getChat().equals(chat.name())
                    && m.getStatus() != StoredMessage.Status.READ));
  }

  /** The person listens to a voice note that came in; who listens has read it. */
  void play(Chat chat, StoredMessage voice) {
    if (voice.getStatus() != StoredMessage.Status.READ) {
      read(chat, List.of(voice));
    }
    mark(List.of(voice.getId()), chat.name(), false, Mark.PLAYED);
    tell(chat, List.of(voice), "played");
  }

  private void read(Chat chat, List<StoredMessage> unread) {
    mark(unread.stream().map(StoredMessage::getId).toList(), chat.name(), false, Mark.READ);
    tell(chat, unread, "read");
  }

  /**
   * Marks messages of a chat, never back. In a group the first member who has or read one counts.
   *
   * @param own whether this phone's person wrote them
   */
  void mark(Collection<String> ids, String chat, boolean own, Mark mark) {
    List<Write> writes = new ArrayList<>();
    Set<String> wanted = Set.copyOf(ids);
    screen
        .findAll(
            m -> m.getFromMe() == own && m.getChat().equals(chat) && wanted.contains(m.getId()))
        .forEach(
            m -> {
              StoredMessage marked = marked(m, mark);
              if (!marked.equals(m)) {
                writes.addAll(screen.replace(m, marked));
              }
            });
    if (!writes.isEmpty()) {
      storage.commit(writes);
    }
  }

  private static StoredMessage marked(StoredMessage message, Mark mark) {
    StoredMessage.Status status =
        mark == Mark.DELIVERED ? StoredMessage.Status.DELIVERED : StoredMessage.Status.READ;
    StoredMessage.Builder marked = message.toBuilder();
    if (message.getStatus().getNumber() < status.getNumber()) {
      marked.setStatus(status);
    }
    if (mark == Mark.PLAYED) {
      marked.setPlayed(true);
    }
    return marked.build();
  }

  /** One receipt for each author, under the address that the author used. */
  private void tell(Chat chat, List<StoredMessage> messages, String type) {
    Map<Jid, List<String>> byAuthor = new LinkedHashMap<>();
    messages.stream()
        .filter(StoredMessage::hasAddress)
        .forEach(
            m ->
                byAuthor
                    .computeIfAbsent(Jid.parse(m.getAddress()), _ -> new ArrayList<>())
                    .add(m.getId()));
    byAuthor.forEach(
        (author, ids) -> {
          for (int from = 0; from < ids.size(); from += MOST) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + MOST));
            line.send(receipt(chat, author, some, type));
          }
        });
  }

  private Node receipt(Chat chat, Jid author, List<String> ids, String type) {
    Node receipt =
        Node.of("receipt")
            .with("id", ids.getFirst())
            .with("type", type)
            .with("t", clock.instant().getEpochSecond());
    Node addressed =
        chat instanceof Chat.Room
            ? receipt.with("to", chat.jid()).with("participant", author)
            : receipt.with("to", author);
    List<Node> further = ids.stream().skip(1).map(id -> Node.of("item").with("id", id)).toList();
    return further.isEmpty() ? addressed : addressed.adding(Node.of("list").holding(further));
  }
}

package org.ledplatform.whatsapp.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Contacts;
import org.ledplatform.whatsapp.message.ParticipantHash;

/**
 * Which devices the messages were for that are on their way, until the network answers: it tells
 * its own hash of them when our list is old (protocol §8.2, §8.3). Lives on the sending queue.
 */
final class SentLists {

  private static final int REMEMBERED = 256;

  /** A network that always tells another hash must not make us ask all the time. */
  private static final Duration BETWEEN = Duration.ofMinutes(1);

  /** Devices that are served by themselves; the others ask for the message. */
  private static final int MOST_LEFT_OUT = 64;

  private final Contacts contacts;
  private final Clock clock;
  private final Map<String, Sent> lists = new Bounded<>();
  private final Map<Jid, Instant> asked = new Bounded<>();

  /**
   * Where a message went.
   *
   * @param devices that it was meant for, this one included
   */
  record Sent(Jid chat, List<Jid> devices) {}

  private static final class Bounded<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > REMEMBERED;
    }
  }

  SentLists(Contacts contacts, Clock clock) {
    this.contacts = contacts;
    this.clock = clock;
  }

  /** A message leaves. */
  void leaving(String id, Jid chat, Collection<Jid> devices) {
    lists.put(id, new Sent(chat, List.copyOf(devices)));
  }

  /** The network answered, or nobody waits for it any more. */
  Optional<Sent> forget(String id) {
    return Optional.ofNullable(lists.remove(id));
  }

  /** Where the message went, when this hash says that our list was old and we may ask now. */
  Optional<Sent> stale(String id, String hash) {
    Instant now = clock.instant();
    return forget(id)
        .filter(sent -> !ParticipantHash.of(sent.devices()).equals(hash))
        .filter(
            sent -> {
              Instant before = asked.get(sent.chat());
              return before == null || !now.isBefore(before.plus(BETWEEN));
            })
        .map(
            sent -> {
              asked.put(sent.chat(), now);
              return sent;
            });
  }

  /**
   * The devices that the message was not sent for. Those of people whom it was not for either are
   * among them only when the network's hash is of these devices: else they may have come later.
   *
   * @param now all devices as the network tells them now
   * @param hash what it told when it took the message
   */
  List<Jid> leftOut(Sent sent, List<Jid> now, String hash) {
    Set<Jid> before = sent.devices().stream().map(contacts::canonical).collect(Collectors.toSet());
    Set<Jid> people = before.stream().map(Jid::withoutDevice).collect(Collectors.toSet());
    boolean exact = ParticipantHash.of(now).equals(hash);
    return now.stream()
        .filter(jid -> !before.contains(contacts.canonical(jid)))
        .filter(jid -> exact || people.contains(contacts.canonical(jid).withoutDevice()))
        .limit(MOST_LEFT_OUT)
        .toList();
  }
}

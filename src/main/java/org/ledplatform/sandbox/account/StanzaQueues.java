package org.ledplatform.sandbox.account;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.ledplatform.sandbox.storage.SandboxStorage;
import org.ledplatform.sandbox.storage.Table;
import org.ledplatform.sandbox.storage.Turns;
import org.ledplatform.sandbox.storage.Write;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.NodeCodec;
import org.ledplatform.whatsapp.node.TokenDictionary;

/**
 * What each device has not acknowledged yet, in the order of sending (protocol §6.5). In a turn
 * only.
 */
public final class StanzaQueues {

  /** The most that waits for one device. Behind it the oldest is lost, as it would be with age. */
  public static final int MAX_PER_DEVICE = 10_000;

  private static final System.Logger LOG = System.getLogger(StanzaQueues.class.getName());

  /** A stanza and its place in the queue. */
  public record Queued(long sequence, Node stanza) {}

  /**
   * What waits for a device.
   *
   * @param byTag how many stanzas of each kind
   * @param last the place of the newest; 0 when there is none
   */
  public record Summary(Map<String, Integer> byTag, long last) {
    /** How many there are. */
    public int all() {
      return byTag.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many there are with this tag. */
    public int with(String tag) {
      return byTag.getOrDefault(tag, 0);
    }
  }

  private final Turns turns;
  private final NodeCodec codec = new NodeCodec(TokenDictionary.V3);
  private final Map<DeviceId, NavigableMap<Long, Node>> queues = new HashMap<>();
  private long next = 1;

  /** Reads what was stored. */
  public StanzaQueues(Turns turns, SandboxStorage storage) {
    this.turns = turns;
    for (SandboxStorage.Entry entry : storage.list(Table.QUEUES, "")) {
      long sequence = Sequenced.sequence(entry.name());
      queue(Sequenced.device(entry.name())).put(sequence, codec.decode(entry.value()));
      next = Math.max(next, sequence + 1);
    }
  }

  /** Appends a stanza. */
  public Queued add(DeviceId device, Node stanza) {
    NavigableMap<Long, Node> queue = queue(device);
    if (queue.size() >= MAX_PER_DEVICE) {
      forget(device, queue.pollFirstEntry().getKey());
      LOG.log(
          System.Logger.Level.WARNING, "The queue of a device is full: its oldest stanza is lost");
    }
    Queued queued = new Queued(next++, stanza);
    queue.put(queued.sequence(), stanza);
    turns.write(
        new Write.Put(
            Table.QUEUES, Sequenced.name(device, queued.sequence()), codec.encode(stanza)));
    return queued;
  }

  /** What waits behind this place, oldest first. */
  public List<Queued> after(DeviceId device, long sequence) {
    turns.requireTurn();
    return queue(device).tailMap(sequence, false).entrySet().stream()
        .map(e -> new Queued(e.getKey(), e.getValue()))
        .toList();
  }

  /** The oldest that wait behind one place, up to another inclusive. */
  public List<Queued> between(DeviceId device, long after, long upTo, int most) {
    turns.requireTurn();
    return upTo <= after
        ? List.of()
        : queue(device).subMap(after, false, upTo, true).entrySet().stream()
            .limit(most)
            .map(e -> new Queued(e.getKey(), e.getValue()))
            .toList();
  }

  /** Counts what waits. */
  public Summary summary(DeviceId device) {
    turns.requireTurn();
    NavigableMap<Long, Node> queue = queue(device);
    Map<String, Integer> byTag = new HashMap<>();
    queue.values().forEach(stanza -> byTag.merge(stanza.tag(), 1, Integer::sum));
    return new Summary(byTag, queue.isEmpty() ? 0 : queue.lastKey());
  }

  /** Removes the oldest stanza that fits and was already sent. */
  public void settle(DeviceId device, long sentUpTo, Predicate<Node> fits) {
    NavigableMap<Long, Node> queue = queue(device);
    queue.headMap(sentUpTo, true).entrySet().stream()
        .filter(e -> fits.test(e.getValue()))
        .map(Map.Entry::getKey)
        .findFirst()
        .ifPresent(
            sequence -> {
              queue.remove(sequence);
              forget(device, sequence);
            });
  }

  /** Removes all that waits for a device. */
  public void clear(DeviceId device) {
    queue(device).keySet().forEach(sequence -> forget(device, sequence));
    queues.remove(device);
  }

  private void forget(DeviceId device, long sequence) {
    turns.write(new Write.Remove(Table.QUEUES, Sequenced.name(device, sequence)));
  }

  private NavigableMap<Long, Node> queue(DeviceId device) {
    return queues.computeIfAbsent(device, _ -> new TreeMap<>());
  }
}

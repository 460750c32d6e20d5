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

  /** The most bytes that wait for one device. */
  private static final int MAX_BYTES = 8 * 1024 * 1024;

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

  /** A stanza that waits, and how many bytes it takes in the storage. */
  private record Waiting(Node stanza, int bytes) {}

  /** What waits for one device, by its place. */
  private static final class Line {
    private final NavigableMap<Long, Waiting> stanzas = new TreeMap<>();
    private long bytes;

    void put(long sequence, Waiting waiting) {
      stanzas.put(sequence, waiting);
      bytes += waiting.bytes();
    }

    void remove(long sequence) {
      bytes -= stanzas.remove(sequence).bytes();
    }

    boolean hasRoomFor(int more) {
      return stanzas.isEmpty() || (stanzas.size() < MAX_PER_DEVICE && bytes + more <= MAX_BYTES);
    }
  }

  private final Turns turns;
  private final NodeCodec codec = new NodeCodec(TokenDictionary.V3);
  private final Map<DeviceId, Line> queues = new HashMap<>();
  private long next = 1;

  /** Reads what was stored. */
  public StanzaQueues(Turns turns, SandboxStorage storage) {
    this.turns = turns;
    for (SandboxStorage.Entry entry : storage.list(Table.QUEUES, "")) {
      long sequence = Sequenced.sequence(entry.name());
      queue(Sequenced.device(entry.name()))
          .put(sequence, new Waiting(codec.decode(entry.value()), entry.value().length));
      next = Math.max(next, sequence + 1);
    }
  }

  /** Appends a stanza. */
  public Queued add(DeviceId device, Node stanza) {
    byte[] bytes = codec.encode(stanza);
    Line line = queue(device);
    while (!line.hasRoomFor(bytes.length)) {
      remove(device, line, line.stanzas.firstKey());
      LOG.log(
          System.Logger.Level.WARNING, "The queue of a device is full: its oldest stanza is lost");
    }
    Queued queued = new Queued(next++, stanza);
    line.put(queued.sequence(), new Waiting(stanza, bytes.length));
    turns.write(new Write.Put(Table.QUEUES, Sequenced.name(device, queued.sequence()), bytes));
    return queued;
  }

  /** What waits behind this place, oldest first. */
  public List<Queued> after(DeviceId device, long sequence) {
    turns.requireTurn();
    return queue(device).stanzas.tailMap(sequence, false).entrySet().stream()
        .map(e -> new Queued(e.getKey(), e.getValue().stanza()))
        .toList();
  }

  /** The oldest that wait behind one place, up to another inclusive. */
  public List<Queued> between(DeviceId device, long after, long upTo, int most) {
    turns.requireTurn();
    return upTo <= after
        ? List.of()
        : queue(device).stanzas.subMap(after, false, upTo, true).entrySet().stream()
            .limit(most)
            .map(e -> new Queued(e.getKey(), e.getValue().stanza()))
            .toList();
  }

  /** Counts what waits. */
  public Summary summary(DeviceId device) {
    turns.requireTurn();
    NavigableMap<Long, Waiting> waiting = queue(device).stanzas;
    Map<String, Integer> byTag = new HashMap<>();
    waiting.values().forEach(one -> byTag.merge(one.stanza().tag(), 1, Integer::sum));
    return new Summary(byTag, waiting.isEmpty() ? 0 : waiting.lastKey());
  }

  /** Removes the oldest stanza that fits and was already sent. */
  public void settle(DeviceId device, long sentUpTo, Predicate<Node> fits) {
    Line line = queue(device);
    line.stanzas.headMap(sentUpTo, true).entrySet().stream()
        .filter(e -> fits.test(e.getValue().stanza()))
        .map(Map.Entry::getKey)
        .findFirst()
        .ifPresent(sequence -> remove(device, line, sequence));
  }

  /** Removes all that waits for a device. */
  public void clear(DeviceId device) {
    queue(device).stanzas.keySet().forEach(sequence -> forget(device, sequence));
    queues.remove(device);
  }

  private void remove(DeviceId device, Line line, long sequence) {
    line.remove(sequence);
    forget(device, sequence);
  }

  private void forget(DeviceId device, long sequence) {
    turns.write(new Write.Remove(Table.QUEUES, Sequenced.name(device, sequence)));
  }

  private Line queue(DeviceId device) {
    return queues.computeIfAbsent(device, _ -> new Line());
  }
}

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

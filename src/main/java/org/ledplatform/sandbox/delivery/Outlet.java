package org.ledplatform.sandbox.delivery;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.ledplatform.sandbox.storage.Turns;
import org.ledplatform.whatsapp.node.Content;
import org.ledplatform.whatsapp.node.Node;

/**
 * Where stanzas for one device leave. What is put here in a turn is handed on after the turn has
 * become durable, in order, on a borrowed thread.
 */
public final class Outlet {

  /** More than a full queue: who falls behind further is cut off. */
  private static final int CAPACITY = 20_000;

  /** Bytes that may wait, about: more than a full queue has, too. */
  private static final long MAX_BYTES = 32L * 1024 * 1024;

  /** Takes what leaves. Calls never overlap. Must not throw. */
  public interface Sink {

    /** A stanza for the device. */
    void stanza(Node stanza);

    /** No stanza will follow. */
    void end(String reason);

    /** A stanza for the device that breaks on its way; where nothing can break it is lost. */
    default void broken(Node stanza) {}
  }

  private sealed interface Item {
    /** How many bytes it holds, about. */
    default long weight() {
      return 0;
    }

    record Stanza(Node node) implements Item {
      @Override
      public long weight() {
        return weigh(node);
      }
    }

    record Broken(Node node) implements Item {
      @Override
      public long weight() {
        return weigh(node);
      }
    }

    record End(String reason) implements Item {}
  }

  private final Turns turns;
  private final Sink sink;
  private final Lane<Item> lane;
  private final AtomicLong waiting = new AtomicLong();

  public Outlet(Turns turns, Executor executor, Sink sink) {
    this.turns = turns;
    this.sink = sink;
    this.lane = new Lane<>(executor, this::hand, CAPACITY);
  }

  /** Sends a stanza when the turn is durable. */
  public void put(Node stanza) {
    leave(new Item.Stanza(stanza));
  }

  /** Sends a stanza whose frame breaks on its way. */
  public void putBroken(Node stanza) {
    leave(new Item.Broken(stanza));
  }

  /** Ends the connection behind everything that was put before. */
  public void end(String reason) {
    leave(new Item.End(reason));
  }

  private void leave(Item item) {
    turns.whenDurable(
        () -> {
          long weight = item.weight();
          if (waiting.addAndGet(weight) > MAX_BYTES + weight || !lane.add(item)) {
            waiting.addAndGet(-weight);
            sink.end("too slow");
          }
        });
    turns.afterwards(lane::start);
  }

  private static long weigh(Node node) {
    return switch (node.content()) {
      case Content.Nothing _ -> 0;
      case Content.Bytes(byte[] bytes) -> bytes.length;
      case Content.Children(var nodes) -> nodes.stream().mapToLong(Outlet::weigh).sum();
    };
  }

  private void hand(Item item) {
    waiting.addAndGet(-item.weight());
    switch (item) {
      case Item.Stanza(Node node) -> sink.stanza(node);
      case Item.Broken(Node node) -> sink.broken(node);
      case Item.End(String reason) -> sink.end(reason);
    }
  }
}

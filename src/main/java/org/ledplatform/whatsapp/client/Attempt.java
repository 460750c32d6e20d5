package org.ledplatform.whatsapp.client;

import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.stanza.NodeSender;
import org.ledplatform.whatsapp.stanza.PendingQueries;
import org.ledplatform.whatsapp.stanza.Refusals;

/**
 * One connection together with the phase that uses it. Keeps a stanza that makes no sense from
 * harming anything else: it is refused by name and the next one is dealt with. Lives on the lane.
 */
final class Attempt implements Connection.Owner {

  private static final System.Logger LOG = System.getLogger(Attempt.class.getName());

  private final Connection connection;
  private final Phase phase;
  private final Instant deadline;
  private final BiConsumer<Attempt, CloseReason> ended;
  private final BiConsumer<Node, String> note;

  /** Makes the connection of an attempt, which hears it. */
  interface ConnectionMaker {
    Connection make(Connection.Owner owner);
  }

  /**
   * @param deadline until when the network must have said what the phase waits for
   * @param heard see {@link Wire}
   * @param queries makes the questions of this connection
   * @param ended hears the end, unless {@link #abandon} was called before
   * @param note hears of stanzas that could not be dealt with, and why
   */
  Attempt(
      ConnectionMaker maker,
      Instant deadline,
      SerialQueue lane,
      Executor heard,
      Function<NodeSender, PendingQueries> queries,
      Function<Wire, Phase> phases,
      BiConsumer<Attempt, CloseReason> ended,
      BiConsumer<Node, String> note) {
    this.connection = maker.make(this);
    this.deadline = deadline;
    this.ended = ended;
    this.note = note;
    Wire wire = new Wire(connection, queries.apply(connection), connection::end, lane, heard);
    this.phase = phases.apply(wire);
  }

  Connection connection() {
    return connection;
  }

  Phase phase() {
    return phase;
  }

  @Override
  public void received(Node stanza) {
    try {
      phase.received(stanza);
    } catch (StoreFailedException e) {
      connection.end(new CloseReason.StoreFailed(String.valueOf(e.getMessage())));
    } catch (WhatsAppException e) {
      refuse(stanza, e.getClass().getSimpleName());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "A stanza was not dealt with", e);
      refuse(stanza, e.getClass().getSimpleName());
    }
  }

  private void refuse(Node stanza, String why) {
    Refusals.of(stanza).ifPresent(connection::send);
    note.accept(stanza, why);
  }

  @Override
  public void ended(CloseReason reason) {
    phase.over();
    ended.accept(this, phase.explain(reason));
  }

  void tick(Instant now) {
    if (phase.waiting() && !now.isBefore(deadline)) {
      connection.end(new CloseReason.TimedOut("the handshake"));
      return;
    }
    try {
      phase.tick(now);
    } catch (StoreFailedException e) {
      connection.end(new CloseReason.StoreFailed(String.valueOf(e.getMessage())));
    }
  }

  /** Closes the connection; nobody hears of it. */
  void abandon() {
    connection.close();
    phase.over();
  }
}

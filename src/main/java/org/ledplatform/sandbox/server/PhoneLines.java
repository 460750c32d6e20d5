package org.ledplatform.sandbox.server;

import java.util.concurrent.Executor;
import org.ledplatform.sandbox.account.DeviceId;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.delivery.Delivery;
import org.ledplatform.sandbox.delivery.DeviceSession;
import org.ledplatform.sandbox.delivery.Outlet;
import org.ledplatform.sandbox.delivery.Passage;
import org.ledplatform.sandbox.query.QueryTable;
import org.ledplatform.sandbox.storage.Turns;
import org.ledplatform.whatsapp.node.Node;

/** Connects the phones of this network: devices without a socket. */
final class PhoneLines {

  private final Turns turns;
  private final Executor executor;
  private final Directory directory;
  private final Delivery delivery;
  private final QueryTable queries;
  private final Reception reception;
  private final Passage passage;

  PhoneLines(
      Turns turns,
      Executor executor,
      Directory directory,
      Delivery delivery,
      QueryTable queries,
      Reception reception,
      Passage passage) {
    this.turns = turns;
    this.executor = executor;
    this.directory = directory;
    this.delivery = delivery;
    this.queries = queries;
    this.reception = reception;
    this.passage = passage;
  }

  /** Connects a phone. The sink hears what the server sends. */
  PhoneLine attach(String phone, Outlet.Sink sink) {
    DeviceSession session =
        new DeviceSession(new DeviceId(phone, 0), new Outlet(turns, executor, sink), passage);
    turns.run(
        () -> {
          reception.enter(session);
          session.setAvailable(true);
          delivery.catchUp(session, false);
          delivery.goLive(session);
        });
    return new Line(session);
  }

  private final class Line implements PhoneLine {

    private final DeviceSession session;

    Line(DeviceSession session) {
      this.session = session;
    }

    @Override
    public void send(Node stanza) {
      turns.run(() -> reception.stanza(session, stanza));
    }

    @Override
    public Node ask(Node iq) {
      return turns.call(() -> queries.answer(caller(), iq));
    }

    private Caller caller() {
      return directory
          .byPhone(session.device().phone())
          .flatMap(
              account ->
                  directory
                      .device(session.device())
                      .map(device -> new Caller(account, device, session)))
          .orElseThrow(() -> new IllegalStateException("This phone was removed"));
    }
  }
}

package org.ledplatform.sandbox.server;

import java.util.function.Consumer;
import org.ledplatform.sandbox.account.AppStates;
import org.ledplatform.sandbox.account.Device;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.account.DirtyBits;
import org.ledplatform.sandbox.account.PreKeyStock;
import org.ledplatform.sandbox.account.StanzaQueues;
import org.ledplatform.sandbox.delivery.DeviceSession;
import org.ledplatform.sandbox.delivery.Notices;
import org.ledplatform.sandbox.delivery.Sessions;
import org.ledplatform.sandbox.query.Companions;
import org.ledplatform.sandbox.storage.Turns;
import org.ledplatform.whatsapp.node.Node;

/** Ends devices (protocol §5.4). Touched only in a turn. */
final class Unlinking implements Companions {

  private final Turns turns;
  private final Directory directory;
  private final PreKeyStock stock;
  private final StanzaQueues queues;
  private final AppStates states;
  private final DirtyBits dirty;
  private final Sessions sessions;
  private final Notices notices;
  private Consumer<DeviceSession> leave = _ -> {};

  Unlinking(
      Turns turns,
      Directory directory,
      PreKeyStock stock,
      StanzaQueues queues,
      AppStates states,
      DirtyBits dirty,
      Sessions sessions,
      Notices notices) {
    this.turns = turns;
    this.directory = directory;
    this.stock = stock;
    this.queues = queues;
    this.states = states;
    this.dirty = dirty;
    this.sessions = sessions;
    this.notices = notices;
  }

  /** Says who hears that the session of an ended device is over. Called once, at the start. */
  void watch(Consumer<DeviceSession> listener) {
    leave = listener;
  }

  @Override
  public void unlink(Device device) {
    directory.remove(device.id());
    stock.clear(device.id());
    queues.clear(device.id());
    dirty.clear(device.id());
    if (device.id().isPhone()) {
      states.clear(device.id().phone());
    }
    directory
        .byPhone(device.id().phone())
        .filter(_ -> !device.id().isPhone())
        .ifPresent(account -> notices.deviceList(account, device, "remove"));
    sessions.of(device.id()).ifPresent(session -> turns.afterwards(() -> dismiss(session)));
  }

  /** In a turn of its own, so that the reply to a client that logs out leaves first. */
  private void dismiss(DeviceSession session) {
    turns.run(
        () -> {
          session.put(
              Node.of("stream:error", Node.of("conflict").with("type", "device_removed"))
                  .with("code", 401));
          session.end("device removed");
          leave.accept(session);
        });
  }
}

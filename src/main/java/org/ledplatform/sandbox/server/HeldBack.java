package org.ledplatform.sandbox.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.ledplatform.sandbox.delivery.DeviceSession;
import org.ledplatform.sandbox.fault.Direction;
import org.ledplatform.whatsapp.node.Node;

/** Stanzas that later ones overtake. Touched only in a turn. */
final class HeldBack {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Due due;
  private final List<Held> all = new ArrayList<>();

  private static final class Held {

    final DeviceSession session;
    final Direction way;
    final String tag;
    final Runnable release;
    int behind;

    Held(DeviceSession session, Direction way, String tag, Runnable release, int behind) {
      this.session = session;
      this.way = way;
      this.tag = tag;
      this.release = release;
      this.behind = behind;
    }
  }

  HeldBack(Due due) {
    this.due = due;
  }

  /** Holds a stanza back until so many have passed, or for five seconds. */
  void hold(DeviceSession session, Direction way, Node stanza, int behind, Consumer<Node> onward) {
    // The stanza itself is the first that passes here.
    Held held = new Held(session, way, stanza.tag(), () -> onward.accept(stanza), behind + 1);
    all.add(held);
    due.after(PATIENCE, () -> release(List.of(held)));
  }

  /** A stanza has passed: it overtakes those of its kind. */
  void passed(DeviceSession session, Direction way, Node stanza) {
    if (all.isEmpty()) {
      return;
    }
    List<Held> overtaken =
        all.stream()
            .filter(held -> held.session == session && held.way == way)
            .filter(held -> held.tag.equals(stanza.tag()))
            .filter(held -> --held.behind <= 0)
            .toList();
    release(overtaken);
  }

  /** The device is gone. */
  void forget(DeviceSession session) {
    all.removeIf(held -> held.session == session);
  }

  private void release(List<Held> held) {
    held.stream().filter(all::remove).forEach(each -> each.release.run());
  }
}

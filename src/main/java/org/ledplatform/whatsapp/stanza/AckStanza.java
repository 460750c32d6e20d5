package org.ledplatform.whatsapp.stanza;

import java.util.OptionalInt;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.node.Node;

/** {@code <ack>}: the network took a stanza of ours. Only messages matter to us. */
public final class AckStanza implements StanzaHandler {

  private final Consumer<DeviceEvent> events;

  public AckStanza(Consumer<DeviceEvent> events) {
    this.events = events;
  }

  @Override
  public void handle(Node ack) {
    if (!ack.has("class", "message")) {
      return;
    }
    String id = ack.require("id");
    if (ack.has("refresh_lid", "true")) {
      ack.jid("from")
          .filter(to -> to.isPhone() || to.isLid())
          .ifPresent(to -> events.accept(new StateEvent.LidStale(to.withoutDevice())));
    }
    ack.attribute("phash")
        .filter(_ -> ack.attribute("error").isEmpty())
        .ifPresent(hash -> events.accept(new GroupReport.DevicesHashed(id, hash)));
    events.accept(
        new DeviceEvent.ServerAcked(
            id,
            ack.number("error")
                .map(code -> OptionalInt.of(code.intValue()))
                .orElse(OptionalInt.empty())));
  }
}

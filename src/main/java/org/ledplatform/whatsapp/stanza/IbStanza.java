package org.ledplatform.whatsapp.stanza;

import java.util.function.Consumer;
import org.ledplatform.whatsapp.node.Node;

/** {@code <ib>}: what the network tells in passing (protocol §6.1, §6.6). */
public final class IbStanza implements StanzaHandler {

  private final OfflineQueue offline;
  private final Queries queries;
  private final Consumer<DeviceEvent> events;
  private final Consumer<StreamEvent> stream;

  public IbStanza(
      OfflineQueue offline,
      Queries queries,
      Consumer<DeviceEvent> events,
      Consumer<StreamEvent> stream) {
    this.offline = offline;
    this.queries = queries;
    this.events = events;
    this.stream = stream;
  }

  @Override
  public void handle(Node ib) {
    for (Node told : ib.children()) {
      switch (told.tag()) {
        case "offline_preview" -> offline.announced(told.number("count").orElse(0L));
        case "offline" -> offline.complete(told.number("count").orElse(0L));
        case "edge_routing" ->
            told.child("routing_info")
                .ifPresent(info -> events.accept(new DeviceEvent.RoutingTold(info.bytes())));
        case "dirty" -> told.attribute("type").ifPresent(this::dirty);
        case "downgrade_webclient" -> stream.accept(new StreamEvent.DevicesNotAllowed());
        default -> {
          // Hints for other kinds of clients.
        }
      }
    }
  }

  private void dirty(String type) {
    if (type.equals("groups")) {
      events.accept(new GroupReport.Dirty());
    } else {
      clean(type);
    }
  }

  private void clean(String type) {
    queries.ask(Questions.clean(type), _ -> {}, _ -> {});
  }
}

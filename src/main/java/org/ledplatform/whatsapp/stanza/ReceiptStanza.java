package org.ledplatform.whatsapp.stanza;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/**
 * {@code <receipt>}: what became of our messages at another device (protocol §8.6), or that it
 * could not read one (§8.7).
 */
public final class ReceiptStanza implements StanzaHandler {

  private static final int MOST_IDS = 1_000;

  private final NodeSender out;
  private final Clock clock;
  private final Consumer<DeviceEvent> events;

  public ReceiptStanza(NodeSender out, Clock clock, Consumer<DeviceEvent> events) {
    this.out = out;
    this.clock = clock;
    this.events = events;
  }

  @Override
  public void handle(Node receipt) {
    Jid from = receipt.requireJid("from");
    Jid by = receipt.jid("participant").orElse(from);
    if (receipt.has("type", "retry")) {
      // Whoever hears it keeps it before this returns: the network forgets it with the ack.
      events.accept(DeviceEvent.RetryAsked.of(receipt));
    } else {
      ReceiptKind.of(receipt.attribute("type").orElse(""))
          .map(kind -> read(receipt, from, by, kind))
          .ifPresent(events);
    }
    out.send(Acks.of(receipt));
  }

  private DeviceEvent read(Node receipt, Jid from, Jid by, ReceiptKind kind) {
    return new DeviceEvent.ReceiptArrived(
        ids(receipt),
        receipt.jid("recipient").orElse(from).withoutDevice(),
        by,
        kind,
        receipt.number("t").map(Instant::ofEpochSecond).orElseGet(clock::instant));
  }

  private static List<String> ids(Node receipt) {
    Stream<String> further =
        receipt.child("list").stream()
            .flatMap(list -> list.children("item").stream())
            .flatMap(item -> item.attribute("id").stream());
    return Stream.concat(Stream.of(receipt.require("id")), further)
        .distinct()
        .limit(MOST_IDS)
        .toList();
  }
}

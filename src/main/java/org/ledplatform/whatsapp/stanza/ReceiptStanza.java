package org.ledplatform.whatsapp.stanza;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.signal.PreKeyBundle;

/**
 * {@code <receipt>}: what became of our messages at another device (protocol §8.6), or that it
 * could not read one (§8.7). Who acts on the latter acknowledges it.
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
    Node ack = Acks.of(receipt);
    Jid from = receipt.requireJid("from");
    Jid by = receipt.jid("participant").orElse(from);
    if (receipt.has("type", "retry")) {
      events.accept(readRetry(receipt, from, by, ack));
      return;
    }
    ReceiptKind.of(receipt.attribute("type").orElse(""))
        .map(kind -> read(receipt, from, by, kind))
        .ifPresent(events);
    out.send(ack);
  }

  private DeviceEvent read(Node receipt, Jid from, Jid by, ReceiptKind kind) {
    return new DeviceEvent.ReceiptArrived(
        ids(receipt),
        receipt.jid("recipient").orElse(from).withoutDevice(),
        by,
        kind,
        receipt.number("t").map(Instant::ofEpochSecond).orElseGet(clock::instant));
  }

  private static DeviceEvent.RetryAsked readRetry(Node receipt, Jid from, Jid by, Node ack) {
    Node retry = receipt.requireChild("retry");
    Optional<PreKeyBundle> bundle =
        receipt.child("keys").map(keys -> KeyNodes.bundle(receipt, keys));
    return new DeviceEvent.RetryAsked(
        retry.attribute("id").orElseGet(() -> receipt.require("id")),
        from,
        by,
        retry.number("count").orElse(1L),
        KeyNodes.registrationOf(receipt),
        bundle,
        ack);
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

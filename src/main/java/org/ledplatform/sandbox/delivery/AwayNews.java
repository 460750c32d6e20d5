package org.ledplatform.sandbox.delivery;

import java.util.Optional;
import java.util.TreeMap;
import org.ledplatform.sandbox.account.DeviceId;
import org.ledplatform.sandbox.account.DirtyBits;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/**
 * Tells companions at their login that something changed while they were away (protocol §6.6). The
 * notifications wait as well; the bit also covers those that were too many to wait. In a turn only.
 */
public final class AwayNews {

  private final DirtyBits bits;

  public AwayNews(DirtyBits bits) {
    this.bits = bits;
  }

  /** A stanza waits for a device that is not connected. */
  void missed(DeviceId device, Node stanza) {
    if (!device.isPhone()) {
      about(stanza).ifPresent(type -> bits.set(device, type, stanza.number("t").orElseThrow()));
    }
  }

  /** The device has logged in. */
  public void tell(DeviceSession session) {
    new TreeMap<>(bits.all(session.device()))
        .forEach(
            (type, seconds) ->
                session.put(
                    Node.of("ib", Node.of("dirty").with("type", type).with("timestamp", seconds))
                        .with("from", Jid.NETWORK)));
  }

  private static Optional<String> about(Node stanza) {
    String type = stanza.tag().equals("notification") ? stanza.attribute("type").orElse("") : "";
    return switch (type) {
      case "account_sync" -> Optional.of("account_sync");
      case "w:gp2" -> Optional.of("groups");
      default -> Optional.empty();
    };
  }
}

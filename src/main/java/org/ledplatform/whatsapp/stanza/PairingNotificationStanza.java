package org.ledplatform.whatsapp.stanza;

import java.util.function.Consumer;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/**
 * {@code <notification>} to a device that is not paired yet: somebody typed our code (protocol
 * §5.3), or the account wants a passkey. Only the network itself may say so.
 */
public final class PairingNotificationStanza implements StanzaHandler {

  private static final int KEY_LENGTH = 32;
  private static final int WRAPPED_LENGTH = 80;

  private final NodeSender out;
  private final Consumer<PairingEvent> events;

  public PairingNotificationStanza(NodeSender out, Consumer<PairingEvent> events) {
    this.out = out;
    this.events = events;
  }

  @Override
  public void handle(Node notification) {
    Node ack = Acks.of(notification);
    if (notification.requireJid("from").equals(Jid.NETWORK)) {
      switch (notification.attribute("type").orElse("")) {
        case "link_code_companion_reg" -> codeEntered(notification);
        case "passkey_prologue_request", "crsc_continuation" ->
            events.accept(new PairingEvent.PasskeyWanted());
        default -> {
          // Nothing else concerns a device that is not paired.
        }
      }
    }
    out.send(ack);
  }

  private void codeEntered(Node notification) {
    Node told = notification.requireChild("link_code_companion_reg");
    if (!told.has("stage", "primary_hello")) {
      return;
    }
    events.accept(
        new PairingEvent.CodeEntered(
            told.requireChild("link_code_pairing_ref").bytes(),
            told.requireChild("link_code_pairing_wrapped_primary_ephemeral_pub")
                .bytes(WRAPPED_LENGTH),
            told.requireChild("primary_identity_pub").bytes(KEY_LENGTH)));
  }
}

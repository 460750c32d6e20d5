package org.ledplatform.whatsapp.stanza;

import java.util.Optional;
import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.message.Attempts;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.signal.BadMacException;
import org.ledplatform.whatsapp.signal.FutureMessageException;
import org.ledplatform.whatsapp.signal.InvalidKeyIdException;
import org.ledplatform.whatsapp.signal.LocalIdentity;
import org.ledplatform.whatsapp.signal.MalformedMessageException;
import org.ledplatform.whatsapp.signal.NoSessionException;
import org.ledplatform.whatsapp.signal.PreKeys;
import org.ledplatform.whatsapp.signal.SignedPreKey;
import org.ledplatform.whatsapp.signal.UntrustedSignatureException;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;

/**
 * Asks for messages that could not be read (protocol §8.7): from the second time on with keys for a
 * new signal session, at most five times for one message, counted through restarts. Not safe for
 * many threads: used by the one that handles stanzas.
 */
public final class RetryRequests {

  private static final int MOST = 5;
  private static final int WITH_KEYS = 2;
  private static final int REMEMBERED = 1000;

  private final DeviceStore store;
  private final PreKeys preKeys;
  private final LocalIdentity local;
  private final SignedPreKey signedPreKey;
  private final byte[] signedIdentity;
  private final Attempts attempts;

  public RetryRequests(
      DeviceStore store,
      PreKeys preKeys,
      LocalIdentity local,
      SignedPreKey signedPreKey,
      byte[] signedIdentity) {
    this.store = store;
    this.preKeys = preKeys;
    this.local = local;
    this.signedPreKey = signedPreKey;
    this.signedIdentity = signedIdentity;
    this.attempts = new Attempts(store, RecordKind.RETRY_ASKED, REMEMBERED);
  }

  /**
   * The receipt that asks for the message again; empty when it was asked for often enough. A
   * pre-key that goes along is durable already.
   */
  public Optional<Node> ask(Node message, WhatsAppException cause) {
    String id = message.require("id");
    String from = message.require("from");
    String name = from + "|" + message.attribute("participant").orElse("") + "|" + id;
    int count = attempts.next(name, new byte[0]);
    if (count > MOST) {
      return Optional.empty();
    }
    Node retry =
        Node.of("retry")
            .with("count", count)
            .with("id", id)
            .with("t", message.attribute("t").orElse("0"))
            .with("v", "1")
            .with("error", reasonCode(cause));
    Node receipt =
        Node.of("receipt", retry, KeyNodes.registration(local))
            .with("id", id)
            .with("type", "retry")
            .with("to", from)
            .with("participant", message.attribute("participant"))
            .with("recipient", message.attribute("recipient"));
    return Optional.of(count < WITH_KEYS ? receipt : receipt.adding(keys()));
  }

  private Node keys() {
    PreKeys.Batch batch = preKeys.next(1);
    store.commit(batch.changes());
    return Node.of(
        "keys",
        KeyNodes.type(),
        KeyNodes.identity(local),
        KeyNodes.key(batch.keys().getFirst()),
        KeyNodes.signed(signedPreKey),
        Node.of("device-identity", signedIdentity));
  }

  static int reasonCode(WhatsAppException cause) {
    return switch (cause) {
      case NoSessionException _ -> 1;
      case InvalidKeyIdException _ -> 3;
      case MalformedMessageException _ -> 4;
      case UntrustedSignatureException _ -> 5;
      case FutureMessageException _ -> 6;
      case BadMacException _ -> 7;
      default -> 0;
    };
  }
}

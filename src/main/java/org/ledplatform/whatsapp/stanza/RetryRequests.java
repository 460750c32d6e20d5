package org.ledplatform.whatsapp.stanza;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.message.Attempts;
import org.ledplatform.whatsapp.message.UnvouchedDeviceException;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.signal.BadMacException;
import org.ledplatform.whatsapp.signal.FutureMessageException;
import org.ledplatform.whatsapp.signal.InvalidKeyIdException;
import org.ledplatform.whatsapp.signal.LocalIdentity;
import org.ledplatform.whatsapp.signal.MalformedMessageException;
import org.ledplatform.whatsapp.signal.NoSessionException;
import org.ledplatform.whatsapp.signal.PreKey;
import org.ledplatform.whatsapp.signal.PreKeys;
import org.ledplatform.whatsapp.signal.UntrustedSignatureException;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * Asks for messages that could not be read (protocol §8.7): from the second time on with keys for a
 * new signal session, at most five times for one message, counted through restarts. Not safe for
 * many threads: used by the one that handles stanzas.
 */
public final class RetryRequests {

  private static final int MOST = 5;
  private static final int WITH_KEYS = 2;
  private static final int REMEMBERED = 1000;

  /** Keys that were given out with requests and that nobody used yet. */
  private static final int MOST_KEYS = 100;

  private final DeviceStore store;
  private final PreKeys preKeys;
  private final LocalIdentity local;
  private final byte[] signedIdentity;
  private final Attempts attempts;

  public RetryRequests(
      DeviceStore store, PreKeys preKeys, LocalIdentity local, byte[] signedIdentity) {
    this.store = store;
    this.preKeys = preKeys;
    this.local = local;
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
    int count = attempts.soFar(name) + 1;
    if (count > MOST) {
      return Optional.empty();
    }
    Optional<PreKey> key = count < WITH_KEYS ? Optional.empty() : Optional.of(keyFor(name));
    attempts.next(name, key.map(RetryRequests::mark).orElse(new byte[0]));
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
    return Optional.of(key.map(this::keys).map(receipt::adding).orElse(receipt));
  }

  /** The one that went along before, unless somebody used it: one message costs one key. */
  private PreKey keyFor(String name) {
    return attempts
        .lastMark(name)
        .filter(mark -> mark.length == Integer.BYTES)
        .flatMap(mark -> preKeys.find(ByteBuffer.wrap(mark).getInt()))
        .orElseGet(this::newKey);
  }

  /** Nobody may ever use the key, so the oldest of those given out goes. */
  private PreKey newKey() {
    PreKeys.Batch batch = preKeys.next(1);
    PreKey key = batch.keys().getFirst();
    RecordKey place = new RecordKey(RecordKind.RING, "RETRY_KEY." + key.id() % MOST_KEYS);
    List<StoreChange> changes = new ArrayList<>(batch.changes());
    store
        .read(place)
        .filter(old -> old.length == Integer.BYTES)
        .ifPresent(old -> changes.add(PreKeys.forget(ByteBuffer.wrap(old).getInt())));
    changes.add(new StoreChange.Put(place, mark(key)));
    store.commit(changes);
    return key;
  }

  private static byte[] mark(PreKey key) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(key.id()).array();
  }

  private Node keys(PreKey key) {
    return Node.of(
        "keys",
        KeyNodes.type(),
        KeyNodes.identity(local),
        KeyNodes.key(key),
        KeyNodes.signed(preKeys.signed().current()),
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
      case UnvouchedDeviceException _ -> 12;
      default -> 0;
    };
  }
}

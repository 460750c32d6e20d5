package org.ledplatform.sandbox.server;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.DeviceId;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.Server;
import org.ledplatform.whatsapp.node.Node;

/** Reads which ciphertext of a message is for which device, strictly (protocol §13.2). */
final class Ciphertexts {

  private final Directory directory;
  private final Caller caller;
  private final Account recipient;

  Ciphertexts(Directory directory, Caller caller, Account recipient) {
    this.directory = directory;
    this.caller = caller;
    this.recipient = recipient;
  }

  /**
   * The ciphertexts by device. Clients name a device more than once when people write to
   * themselves: the first counts.
   *
   * @throws MessageRefused when one is for somebody who has no part in this chat
   */
  Map<DeviceId, List<Node>> split(Node message) {
    Map<DeviceId, List<Node>> byDevice = new HashMap<>();
    for (Node to : message.requireChild("participants").children("to")) {
      List<Node> ciphertexts = to.children("enc");
      check(caller, message, ciphertexts);
      device(to.requireJid("jid")).ifPresent(id -> byDevice.putIfAbsent(id, ciphertexts));
    }
    return byDevice;
  }

  /**
   * Whether these can be ciphertexts for one device.
   *
   * @throws MessageRefused when not
   */
  static void check(Caller caller, Node message, List<Node> ciphertexts) {
    boolean shaped =
        !ciphertexts.isEmpty()
            && ciphertexts.stream()
                .allMatch(
                    enc ->
                        enc.has("v", "2")
                            && (enc.has("type", "pkmsg") || enc.has("type", "msg"))
                            && enc.bytes().length > 0);
    // A companion must show who vouches for it whenever it begins a session; a phone is the root.
    boolean vouched =
        caller.device().id().isPhone()
            || ciphertexts.stream().noneMatch(enc -> enc.has("type", "pkmsg"))
            || message.child("device-identity").filter(n -> n.bytes().length > 0).isPresent();
    if (!shaped || !vouched) {
      throw new MessageRefused(MessageRefused.MALFORMED);
    }
  }

  /** The device; empty when it was linked once and is no longer. */
  private Optional<DeviceId> device(Jid jid) {
    Account account =
        Stream.of(recipient, caller.account())
            .filter(a -> jid.withoutDevice().equals(a.jid(jid.isLid())))
            .findFirst()
            .orElseThrow(() -> new MessageRefused(wrong(jid)));
    DeviceId id = new DeviceId(account.phone(), jid.device());
    if (directory.device(id).isPresent()) {
      return Optional.of(id);
    }
    if (jid.device() >= account.nextDevice()) {
      throw new MessageRefused(MessageRefused.MALFORMED);
    }
    return Optional.empty();
  }

  private int wrong(Jid jid) {
    boolean otherKind =
        Stream.of(recipient, caller.account())
            .anyMatch(a -> a.phone().equals(jid.user()) || a.lid().equals(jid.user()));
    boolean person = jid.server() == Server.PHONE || jid.server() == Server.LID;
    return otherKind || !person ? MessageRefused.WRONG_KIND : MessageRefused.MALFORMED;
  }
}

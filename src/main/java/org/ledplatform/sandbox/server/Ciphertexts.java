package org.ledplatform.sandbox.server;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.Device;
import org.ledplatform.sandbox.account.DeviceId;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.Server;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.pairing.AdvIdentity;
import org.ledplatform.whatsapp.pairing.PairingException;

/** Reads which ciphertext of a message is for which device, strictly (protocol §13.2). */
final class Ciphertexts {

  private final Directory directory;
  private final Caller caller;
  private final Set<String> phones;
  private final Optional<Server> addressing;

  /**
   * @param people who has a part in the chat, the sender included
   * @param addressing in a group the one for all its members; somebody who left just now may still
   *     be named there
   */
  Ciphertexts(
      Directory directory, Caller caller, List<Account> people, Optional<Server> addressing) {
    this.directory = directory;
    this.caller = caller;
    this.phones = people.stream().map(Account::phone).collect(Collectors.toSet());
    this.addressing = addressing;
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
      check(directory, caller, message, ciphertexts);
      device(to.requireJid("jid")).ifPresent(id -> byDevice.putIfAbsent(id, ciphertexts));
    }
    return byDevice;
  }

  /**
   * Whether these can be ciphertexts for one device.
   *
   * @throws MessageRefused when not
   */
  static void check(Directory directory, Caller caller, Node message, List<Node> ciphertexts) {
    boolean shaped =
        !ciphertexts.isEmpty()
            && ciphertexts.stream()
                .allMatch(
                    enc ->
                        enc.has("v", "2")
                            && (enc.has("type", "pkmsg") || enc.has("type", "msg"))
                            && enc.bytes().length > 0);
    boolean begins = ciphertexts.stream().anyMatch(enc -> enc.has("type", "pkmsg"));
    if (!shaped || begins && !vouched(directory, caller, message)) {
      throw new MessageRefused(MessageRefused.MALFORMED);
    }
  }

  /**
   * Whether the sender shows who vouches for it, as a companion must whenever it begins a session
   * (protocol §5.2); a phone is the root.
   */
  private static boolean vouched(Directory directory, Caller caller, Node message) {
    Device device = caller.device();
    byte[] shown = message.child("device-identity").map(Node::bytes).orElse(new byte[0]);
    if (device.id().isPhone()
        || shown.length > 0 && Arrays.equals(shown, device.signedIdentity())) {
      return true;
    }
    Optional<Device> phone = directory.device(new DeviceId(device.id().phone(), 0));
    try {
      return phone
          .filter(p -> AdvIdentity.verifyReply(shown, device.identity(), p.identity()))
          .isPresent();
    } catch (PairingException _) {
      return false;
    }
  }

  /** The device; empty when it was linked once and is no longer, or its owner left the group. */
  private Optional<DeviceId> device(Jid jid) {
    if (addressing.filter(kind -> kind != jid.server()).isPresent()) {
      throw new MessageRefused(MessageRefused.WRONG_KIND);
    }
    Account account =
        directory
            .find(caller.account().tenant(), jid.withoutDevice())
            .filter(a -> addressing.isPresent() || phones.contains(a.phone()))
            .orElseThrow(() -> new MessageRefused(wrong(jid)));
    DeviceId id = new DeviceId(account.phone(), jid.device());
    if (directory.device(id).isPresent()) {
      return Optional.of(id).filter(_ -> phones.contains(account.phone()));
    }
    if (jid.device() >= account.nextDevice()) {
      throw new MessageRefused(MessageRefused.MALFORMED);
    }
    return Optional.empty();
  }

  private int wrong(Jid jid) {
    boolean person = jid.server() == Server.PHONE || jid.server() == Server.LID;
    Jid otherKind = Jid.of(jid.user(), jid.isLid() ? Server.PHONE : Server.LID);
    boolean known =
        directory
            .find(caller.account().tenant(), otherKind)
            .filter(a -> phones.contains(a.phone()))
            .isPresent();
    return known || !person ? MessageRefused.WRONG_KIND : MessageRefused.MALFORMED;
  }
}

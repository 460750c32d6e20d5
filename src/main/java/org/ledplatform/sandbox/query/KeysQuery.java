package org.ledplatform.sandbox.query;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.ledplatform.sandbox.account.Device;
import org.ledplatform.sandbox.account.DeviceId;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.account.KeyNodes;
import org.ledplatform.sandbox.account.OneTimeKey;
import org.ledplatform.sandbox.account.PreKeyStock;
import org.ledplatform.sandbox.account.SignedKey;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.delivery.Notices;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** Keys: how many are left, new ones, and those of others (protocol §6.3). */
final class KeysQuery implements Query {

  /** A companion is told when fewer are left. */
  private static final int FEW = 10;

  /** A phone refills earlier: every session of its own companions begins with it. */
  private static final int FEW_FOR_PHONE = 30;

  private static final int MAX_USERS = 1_000;

  private final Directory directory;
  private final PreKeyStock stock;
  private final Notices notices;
  private final Clock clock;

  KeysQuery(Directory directory, PreKeyStock stock, Notices notices, Clock clock) {
    this.directory = directory;
    this.stock = stock;
    this.notices = notices;
    this.clock = clock;
  }

  @Override
  public List<Node> answer(Caller caller, Node iq) {
    boolean get = iq.has("type", "get");
    if (get && iq.child("count").isPresent()) {
      return List.of(Node.of("count").with("value", stock.count(caller.device().id())));
    }
    if (get && iq.child("digest").isPresent()) {
      return List.of(digest(caller.device()));
    }
    if (get && iq.child("key").isPresent()) {
      return List.of(bundles(caller, iq.requireChild("key").children("user")));
    }
    if (!get && iq.child("rotate").isPresent()) {
      rotate(caller.device(), iq.requireChild("rotate").requireChild("skey"));
      return List.of();
    }
    if (!get && iq.child("registration").isPresent()) {
      upload(caller.device(), iq);
      return List.of();
    }
    throw QueryRefused.badRequest();
  }

  /** A newer key, or once more the one that is there: the answer may have been lost. */
  private void rotate(Device device, Node skey) {
    SignedKey key = signedKey(device, skey);
    SignedKey former = device.signedPreKey();
    boolean again = key.id() == former.id() && key.key().equals(former.key());
    if (key.id() <= former.id() && !again) {
      throw QueryRefused.conflict();
    }
    directory.save(device.rotated(key));
  }

  private void upload(Device device, Node iq) {
    boolean same =
        KeyNodes.registrationId(iq.requireChild("registration")) == device.registrationId()
            && KeyNodes.publicKey(iq.requireChild("identity")).equals(device.identity());
    // The account vouched for this identity; another one would be another device.
    if (!same) {
      throw QueryRefused.notAcceptable();
    }
    List<OneTimeKey> keys =
        iq.requireChild("list").children("key").stream().map(KeyNodes::oneTimeKey).toList();
    SignedKey signedKey = signedKey(device, iq.requireChild("skey"));
    if (!stock.add(device.id(), keys)) {
      throw QueryRefused.notAcceptable();
    }
    directory.save(device.rotated(signedKey));
  }

  private static SignedKey signedKey(Device device, Node skey) {
    SignedKey key = KeyNodes.signedKey(skey);
    if (!key.isSignedBy(device.identity())) {
      throw QueryRefused.notAcceptable();
    }
    return key;
  }

  private Node bundles(Caller caller, List<Node> users) {
    if (users.isEmpty() || users.size() > MAX_USERS) {
      throw QueryRefused.badRequest();
    }
    return Node.of("list").holding(users.stream().map(user -> bundle(caller, user)).toList());
  }

  private Node bundle(Caller caller, Node user) {
    Jid asked = user.requireJid("jid");
    // The address goes back as it came: the client keeps the session under it.
    Node answer = Node.of("user").with("jid", user.require("jid"));
    Optional<Device> device =
        directory
            .find(caller.account().tenant(), asked)
            .flatMap(account -> directory.device(new DeviceId(account.phone(), asked.device())));
    if (device.isEmpty()) {
      return answer.adding(Node.of("error").with("code", 404).with("text", "item-not-found"));
    }
    return bundle(answer.with("t", clock.instant().getEpochSecond()), device.get());
  }

  private Node bundle(Node user, Device device) {
    Node answer =
        user.adding(KeyNodes.registration(device.registrationId()))
            .adding(KeyNodes.type())
            .adding(Node.of("identity", device.identity().bytes()));
    Optional<OneTimeKey> key = stock.take(device.id());
    int left = stock.count(device.id());
    if (left < (device.id().isPhone() ? FEW_FOR_PHONE : FEW)) {
      notices.keysRunLow(device.id(), left);
    }
    answer = key.map(KeyNodes::node).map(answer::adding).orElse(answer);
    answer = answer.adding(KeyNodes.node(device.signedPreKey()));
    return device.signedIdentity().length == 0
        ? answer
        : answer.adding(Node.of("device-identity", device.signedIdentity()));
  }

  private Node digest(Device device) {
    Collection<OneTimeKey> keys = stock.all(device.id());
    return Node.of(
        "digest",
        KeyNodes.registration(device.registrationId()),
        KeyNodes.type(),
        Node.of("identity", device.identity().bytes()),
        KeyNodes.node(device.signedPreKey()),
        Node.of("list").holding(keys.stream().map(k -> KeyNodes.id(k.id())).toList()),
        Node.of("hash", hash(device, keys)));
  }

  private static byte[] hash(Device device, Collection<OneTimeKey> keys) {
    try {
      // The protocol names SHA-1; nothing depends on its strength.
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(device.identity().bytes());
      sha1.update(device.signedPreKey().key().bytes());
      sha1.update(device.signedPreKey().signature());
      keys.forEach(key -> sha1.update(key.key().bytes()));
      return sha1.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-1", e);
    }
  }
}

package org.ledplatform.sandbox.delivery;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.Device;
import org.ledplatform.sandbox.account.DeviceId;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.account.KeyNodes;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** What the server tells devices by itself (protocol §6.3, §6.8). Touched only in a turn. */
public final class Notices {

  /** Tells a phone that a new companion took up its work; only phones get it. */
  public static final String COMPANION_READY = "companion_ready";

  /**
   * Asks a phone to put a snapshot of its app state on the media hosts again; only phones get it.
   */
  public static final String SNAPSHOT_LOST = "snapshot_lost";

  private final Directory directory;
  private final Delivery delivery;
  private final StanzaIds ids;
  private final Clock clock;

  public Notices(Directory directory, Delivery delivery, StanzaIds ids, Clock clock) {
    this.directory = directory;
    this.delivery = delivery;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * A device came or went: tells the account's other devices and everybody who may know the person.
   *
   * @param change {@code add} or {@code remove}
   */
  public void deviceList(Account account, Device device, String change) {
    Node entry =
        Node.of("device")
            .with("jid", account.phoneJid().withDevice(device.id().number()))
            .with("lid", account.lidJid().withDevice(device.id().number()))
            .with("key-index", device.keyIndex());
    // A phone that lost a companion signs a new list afterwards, which usync has.
    boolean listed = change.equals("add") && account.keyIndexList().length > 0;
    Node bare = Node.of(change, entry).with("device_hash", "2:sandbox");
    Node child = listed ? bare.adding(KeyNodes.keyIndexes(account.keyIndexList())) : bare;
    everybody(
        account,
        device.id(),
        () ->
            notification("devices", account.phoneJid())
                .with("lid", account.lidJid())
                .adding(child));
  }

  /**
   * A person has another picture, or none: tells everybody who may know them.
   *
   * @param change {@code <set>} or {@code <delete>}
   */
  public void picture(Account account, DeviceId except, Node change) {
    everybody(account, except, () -> notification("picture", account.phoneJid()).adding(change));
  }

  /** A person wrote something about themselves: tells everybody who may know them. */
  public void about(Account account, DeviceId except, byte[] text) {
    everybody(
        account,
        except,
        () ->
            notification("status", account.phoneJid())
                .with("notify", account.name())
                .adding(Node.of("set", text)));
  }

  private void everybody(Account account, DeviceId except, Supplier<Node> notification) {
    for (Account other : directory.accounts(account.tenant())) {
      for (Device receiver : directory.devices(other)) {
        if (!receiver.id().equals(except)) {
          delivery.enqueue(receiver.id(), notification.get());
        }
      }
    }
  }

  /** A collection of app state has a new version: tells the account's other devices. */
  public void stateChanged(Account account, DeviceId by, String collection, int version) {
    toOwn(
        account,
        by,
        notification("server_sync", account.phoneJid())
            .adding(Node.of("collection").with("name", collection).with("version", version)));
  }

  /**
   * Somebody was blocked or is no longer: tells the account's other devices.
   *
   * @param before the account as it was
   * @param item says who and what
   */
  public void blocklistChanged(Account before, Account account, DeviceId by, Node item) {
    toOwn(
        account,
        by,
        notification("account_sync", account.phoneJid())
            .adding(
                Node.of("blocklist", item)
                    .with("dhash", account.blocklistHash())
                    .with("prev_dhash", before.blocklistHash())));
  }

  /**
   * A setting of the account changed: tells its other devices.
   *
   * @param change such as {@code <privacy>} or {@code <disappearing_mode>}
   */
  public void accountChanged(Account account, DeviceId by, Node change) {
    toOwn(account, by, notification("account_sync", account.phoneJid()).adding(change));
  }

  /** A person trusts another one, who gets a token of it (protocol §8.9). */
  public void tokenIssued(Account by, Account to, byte[] token, long time) {
    Node node =
        Node.of("token", token)
            .with("jid", to.phoneJid())
            .with("t", time)
            .with("type", "trusted_contact");
    for (Device device : directory.devices(to)) {
      if (!device.id().isPhone()) {
        delivery.enqueue(
            device.id(),
            notification("privacy_token", by.phoneJid())
                .with("sender_lid", by.lidJid())
                .adding(Node.of("tokens", node)));
      }
    }
  }

  private void toOwn(Account account, DeviceId by, Node notification) {
    for (Device device : directory.devices(account)) {
      if (!device.id().equals(by)) {
        delivery.enqueue(device.id(), notification.with("id", ids.next()));
      }
    }
  }

  /** A person's phone has another identity: tells everybody who may know the person. */
  public void identityChanged(Account account) {
    for (Account other : directory.accounts(account.tenant())) {
      if (!other.phone().equals(account.phone())) {
        for (Device receiver : directory.devices(other)) {
          delivery.enqueue(
              receiver.id(),
              notification("encrypt", account.phoneJid())
                  .with("lid", account.lidJid())
                  .adding(Node.of("identity")));
        }
      }
    }
  }

  /** A person has another phone number: tells all devices of somebody who knows the person. */
  public void numberChanged(Account before, Account after, Account whom) {
    for (Device receiver : directory.devices(whom)) {
      delivery.enqueue(
          receiver.id(),
          notification("contacts", Jid.NETWORK)
              .adding(
                  Node.of("modify")
                      .with("old", before.phoneJid())
                      .with("new", after.phoneJid())
                      .with("old_lid", before.lidJid())
                      .with("new_lid", after.lidJid())));
    }
  }

  /** The device has few one-time keys left; told once until it has dealt with it. */
  public void keysRunLow(DeviceId device, int left) {
    boolean told =
        delivery.waits(
            device,
            n ->
                n.tag().equals("notification")
                    && n.has("type", "encrypt")
                    && n.child("count").isPresent());
    if (!told) {
      delivery.enqueue(
          device,
          notification("encrypt", Jid.NETWORK).adding(Node.of("count").with("value", left)));
    }
  }

  /**
   * A phone's answer about a file that the hosts lost (protocol §10.5).
   *
   * @param content what the phone says
   */
  public void mediaRetry(
      Account account, DeviceId companion, String messageId, List<Node> content) {
    delivery.enqueue(
        companion,
        notification("mediaretry", account.phoneJid()).with("id", messageId).holding(content));
  }

  /** Tells the phone that this companion is active for the first time. */
  public void companionReady(DeviceId companion) {
    delivery.enqueue(
        new DeviceId(companion.phone(), 0),
        notification(COMPANION_READY, Jid.NETWORK)
            .adding(Node.of("device").with("id", companion.number())));
  }

  /** Tells the phone that the hosts do not have the snapshot of a collection any more. */
  public void snapshotLost(Account account, String collection) {
    delivery.enqueue(
        new DeviceId(account.phone(), 0),
        notification(SNAPSHOT_LOST, Jid.NETWORK)
            .adding(Node.of("collection").with("name", collection)));
  }

  private Node notification(String type, Jid from) {
    return Node.of("notification")
        .with("from", from)
        .with("type", type)
        .with("id", ids.next())
        .with("t", clock.instant().getEpochSecond());
  }
}

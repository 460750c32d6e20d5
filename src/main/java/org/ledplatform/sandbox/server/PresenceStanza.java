package org.ledplatform.sandbox.server;

import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.account.Privacy;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.delivery.Delivery;
import org.ledplatform.sandbox.delivery.DeviceSession;
import org.ledplatform.sandbox.delivery.Sessions;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** Who is there, and what they call themselves (protocol §6.7). */
final class PresenceStanza implements StanzaHandler {

  private static final int MAX_NAME = 64;
  private static final int MAX_SUBSCRIPTIONS = 1_000;

  private final Directory directory;
  private final Sessions sessions;
  private final Delivery delivery;
  private final Privacy privacy;
  private final Clock clock;

  /** For each connected device the addresses it wants to hear of, as it wrote them. */
  private final Map<DeviceSession, Set<Jid>> subscriptions = new HashMap<>();

  PresenceStanza(
      Directory directory, Sessions sessions, Delivery delivery, Privacy privacy, Clock clock) {
    this.directory = directory;
    this.sessions = sessions;
    this.delivery = delivery;
    this.privacy = privacy;
    this.clock = clock;
  }

  @Override
  public void handle(Caller caller, Node presence) {
    if (presence.has("type", "subscribe")) {
      subscribe(caller, presence.requireJid("to").withoutDevice());
      return;
    }
    presence
        .attribute("name")
        .filter(name -> !name.isBlank() && name.length() <= MAX_NAME)
        .filter(name -> !name.equals(caller.account().name()))
        .ifPresent(name -> directory.save(caller.account().named(name)));
    if (presence.has("type", "available") || presence.has("type", "unavailable")) {
      caller.session().setAvailable(presence.has("type", "available"));
      tell(caller.account());
    }
  }

  /** A device is no longer connected. */
  void departed(DeviceSession session) {
    subscriptions.remove(session);
    if (session.available()) {
      directory.byPhone(session.device().phone()).ifPresent(this::tell);
    }
  }

  private void subscribe(Caller caller, Jid to) {
    Optional<Account> account = directory.find(caller.account().tenant(), to);
    Set<Jid> wanted = subscriptions.computeIfAbsent(caller.session(), _ -> new HashSet<>());
    if (account.isPresent() && wanted.size() < MAX_SUBSCRIPTIONS) {
      wanted.add(to);
      caller.session().put(told(caller.account(), account.get(), to));
    }
  }

  private void tell(Account account) {
    subscriptions.forEach(
        (session, wanted) ->
            directory
                .byPhone(session.device().phone())
                .ifPresent(viewer -> tell(account, viewer, session, wanted)));
  }

  private void tell(Account account, Account viewer, DeviceSession session, Set<Jid> wanted) {
    wanted.stream()
        .filter(jid -> jid.equals(account.phoneJid()) || jid.equals(account.lidJid()))
        .forEach(jid -> delivery.passing(session.device(), told(viewer, account, jid)));
  }

  private Node told(Account viewer, Account account, Jid as) {
    boolean there = privacy.showsOnline(account, viewer) && connected(account);
    Node presence = Node.of("presence").with("from", as);
    if (there) {
      return presence;
    }
    Node away = presence.with("type", "unavailable");
    return privacy.showsLast(account, viewer)
        ? away.with("last", clock.instant().getEpochSecond())
        : away.with("last", "deny");
  }

  private boolean connected(Account account) {
    return directory.devices(account).stream()
        .anyMatch(device -> sessions.of(device.id()).filter(DeviceSession::available).isPresent());
  }
}

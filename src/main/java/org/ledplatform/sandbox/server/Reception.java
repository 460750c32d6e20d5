package org.ledplatform.sandbox.server;

import java.time.Clock;
import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.Device;
import org.ledplatform.sandbox.account.DeviceId;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.delivery.AwayNews;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.delivery.Delivery;
import org.ledplatform.sandbox.delivery.DeviceSession;
import org.ledplatform.sandbox.delivery.Sessions;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.noise.HandshakeException;
import org.ledplatform.whatsapp.proto.ClientPayload;

/** Finds out who a client is, and lets in who may (protocol §3, §6.1). Touched only in a turn. */
final class Reception {

  private static final System.Logger LOG = System.getLogger(Reception.class.getName());

  private final Directory directory;
  private final Sessions sessions;
  private final Delivery delivery;
  private final AwayNews away;
  private final PairingDesk pairing;
  private final StanzaTable stanzas;
  private final FaultGate gate;
  private final Clock clock;

  Reception(
      Directory directory,
      Sessions sessions,
      Delivery delivery,
      AwayNews away,
      PairingDesk pairing,
      StanzaTable stanzas,
      FaultGate gate,
      Clock clock) {
    this.directory = directory;
    this.sessions = sessions;
    this.delivery = delivery;
    this.away = away;
    this.pairing = pairing;
    this.stanzas = stanzas;
    this.gate = gate;
    this.clock = clock;
  }

  /** The handshake is done: pairs or logs in. */
  void begin(Connection connection, PublicKey noiseKey, ClientPayload payload) {
    if (payload.hasUsername()) {
      logIn(connection, noiseKey, payload);
    } else if (payload.hasDevicePairingData()) {
      register(connection, noiseKey, payload);
    } else {
      refuse(connection, 400);
    }
  }

  /** A stanza came in. */
  void stanza(Connection connection, Node stanza) {
    Peer peer = connection.peer().orElse(null);
    switch (peer) {
      case null -> LOG.log(System.Logger.Level.DEBUG, "A client that was refused still speaks");
      case Peer.Stranger(Candidate candidate) -> pairing.stanza(candidate, stanza);
      case Peer.Member(DeviceSession session) -> stanza(session, stanza);
    }
  }

  /** A device that is connected, over the wire or inside the network, sent a stanza. */
  void stanza(DeviceSession session, Node stanza) {
    gate.arrive(session, stanza, passed -> deal(session, passed));
  }

  private void deal(DeviceSession session, Node stanza) {
    boolean current = sessions.of(session.device()).filter(s -> s == session).isPresent();
    Optional<Account> account = directory.byPhone(session.device().phone());
    Optional<Device> device = directory.device(session.device());
    if (current && account.isPresent() && device.isPresent()) {
      stanzas.handle(new Caller(account.get(), device.get(), session), stanza);
    }
  }

  /** The connection is gone. */
  void gone(Connection connection) {
    Peer peer = connection.peer().orElse(null);
    switch (peer) {
      case null -> {}
      case Peer.Stranger(Candidate candidate) -> pairing.gone(candidate);
      case Peer.Member(DeviceSession session) -> leave(session);
    }
  }

  /** A device begins: an older session of the same device is replaced. */
  void enter(DeviceSession session) {
    sessions
        .open(session)
        .ifPresent(
            older -> {
              older.put(Node.of("stream:error", Node.of("conflict").with("type", "replaced")));
              older.end("replaced");
            });
  }

  /** A device ends. */
  void leave(DeviceSession session) {
    gate.departed(session);
    if (sessions.close(session)) {
      stanzas.departed(session);
    }
  }

  private void register(Connection connection, PublicKey noiseKey, ClientPayload payload) {
    try {
      connection.become(
          new Peer.Stranger(
              pairing.welcome(connection.outlet(), noiseKey, payload.getDevicePairingData())));
    } catch (HandshakeException e) {
      LOG.log(System.Logger.Level.INFO, "A registration is refused: {0}", e.getMessage());
      refuse(connection, 400);
    }
  }

  private void logIn(Connection connection, PublicKey noiseKey, ClientPayload payload) {
    String number = Long.toUnsignedString(payload.getUsername());
    Optional<Account> account = directory.byNumber(number);
    DeviceId id = new DeviceId(account.map(Account::phone).orElse(number), payload.getDevice());
    boolean known =
        directory.device(id).flatMap(Device::noiseKey).filter(noiseKey::equals).isPresent();
    if (account.isEmpty() || !known) {
      refuse(connection, 401);
      return;
    }
    Optional<Node> failure = gate.loginFailure(account.get(), id);
    if (failure.isPresent()) {
      connection.outlet().put(failure.get());
      connection.outlet().end("refused by a fault");
      return;
    }
    DeviceSession session = new DeviceSession(id, connection.outlet(), gate);
    enter(session);
    connection.become(new Peer.Member(session));
    session.put(
        Node.of("success")
            .with("t", clock.instant().getEpochSecond())
            .with("lid", account.get().lidJid().withDevice(id.number()))
            .with("display_name", account.get().name()));
    away.tell(session);
    delivery.catchUp(session, payload.getPull());
    if (!payload.getPassive()) {
      delivery.goLive(session);
    }
  }

  private static void refuse(Connection connection, int reason) {
    connection.outlet().put(Node.of("failure").with("reason", reason).with("location", "sandbox"));
    connection.outlet().end("refused");
  }
}

package org.ledplatform.sandbox.server;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.Device;
import org.ledplatform.sandbox.account.DeviceId;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.account.PreKeyStock;
import org.ledplatform.sandbox.account.StanzaQueues;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.delivery.Delivery;
import org.ledplatform.sandbox.delivery.DeviceSession;
import org.ledplatform.sandbox.delivery.Notices;
import org.ledplatform.sandbox.delivery.Outlet;
import org.ledplatform.sandbox.delivery.Sessions;
import org.ledplatform.sandbox.delivery.StanzaIds;
import org.ledplatform.sandbox.query.QueryTable;
import org.ledplatform.sandbox.storage.SandboxStorage;
import org.ledplatform.sandbox.storage.Turns;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.pairing.QrText;
import org.ledplatform.whatsapp.socket.ByteSocket;
import org.ledplatform.whatsapp.socket.ByteSocketListener;

/** The server as a whole. Safe for use by many threads; makes none. */
public final class SandboxServer {

  private final Turns turns;
  private final Executor executor;
  private final Clock clock;
  private final Directory directory;
  private final PreKeyStock stock;
  private final StanzaQueues queues;
  private final Sessions sessions = new Sessions();
  private final Delivery delivery;
  private final Notices notices;
  private final QueryTable queries;
  private final PairingDesk pairing;
  private final Reception reception;
  private final ServerKeys keys;
  private final Numbers numbers;
  private final Connection.Shared shared;
  private final ServerSettings settings;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

  public SandboxServer(
      SandboxStorage storage,
      Executor executor,
      Delays delays,
      Clock clock,
      SecureRandom random,
      ServerSettings settings) {
    this.turns = new Turns(storage);
    this.executor = executor;
    this.clock = clock;
    this.settings = settings;
    this.keys = ServerKeys.in(storage, random);
    this.directory = new Directory(turns, storage);
    this.stock = new PreKeyStock(turns, storage);
    this.queues = new StanzaQueues(turns, storage);
    this.numbers = new Numbers(directory, random);
    StanzaIds ids = new StanzaIds(random);
    this.delivery = new Delivery(queues, sessions);
    this.notices = new Notices(directory, delivery, ids, clock);
    this.queries = new QueryTable(directory, stock, delivery, notices, this::unlink, clock);
    StanzaTable stanzas = new StanzaTable(directory, sessions, delivery, queries, clock);
    this.pairing = new PairingDesk(directory, notices, ids, clock, random);
    this.reception = new Reception(directory, sessions, delivery, pairing, stanzas, clock);
    this.shared =
        new Connection.Shared(
            turns, executor, delays, settings.firstFrameDelay(), keys, clock, random, reception);
  }

  /** The key that signs for this network; clients pin it. */
  public PublicKey rootKey() {
    return keys.root().publicKey();
  }

  /** Takes a new connection; hangs up at once when there are too many. */
  public ByteSocketListener accept(ByteSocket socket) {
    Connection connection = new Connection(shared, socket);
    ByteSocketListener listener = new Tracked(connection);
    long strangers = connections.stream().filter(Connection::stranger).count();
    connections.add(connection);
    if (connections.size() > settings.maxConnections() || strangers >= settings.maxStrangers()) {
      connection.hangUp("too many connections");
    }
    return listener;
  }

  /** Lets time pass: hangs up on who takes too long. */
  public void tick() {
    connections.forEach(connection -> connection.checkTime(clock.instant()));
  }

  /** Hangs up on everybody and closes the storage. */
  public void close() {
    connections.forEach(connection -> connection.hangUp("the network closes"));
    turns.close();
  }

  /** Registers a phone; empty when somebody has that number. */
  public Optional<Account> register(NewAccount wish) {
    return turns.call(
        () -> {
          Optional<String> phone = numbers.phone(wish.phone());
          phone.ifPresent(digits -> register(wish, digits));
          return phone.flatMap(directory::byPhone);
        });
  }

  /** Removes an account and everything it has; its companions are logged out. */
  public void unregister(String phone) {
    turns.run(
        () ->
            directory
                .byPhone(phone)
                .ifPresent(
                    account -> {
                      directory.devices(account).stream()
                          .sorted((a, b) -> b.id().number() - a.id().number())
                          .forEach(this::unlink);
                      directory.remove(account);
                    }));
  }

  /** Connects a phone of this network. The sink hears what the server sends. */
  public PhoneLine attach(String phone, Outlet.Sink sink) {
    DeviceSession session =
        new DeviceSession(new DeviceId(phone, 0), new Outlet(turns, executor, sink));
    turns.run(
        () -> {
          reception.enter(session);
          session.setAvailable(true);
          delivery.catchUp(session);
          delivery.goLive(session);
        });
    return new Line(session);
  }

  /** A phone scanned a QR. */
  public Linking scan(String phone, QrText qr, IdentitySigner signer) {
    return turns.call(
        () -> {
          Optional<Account> account = directory.byPhone(phone);
          Optional<Device> device = directory.device(new DeviceId(phone, 0));
          return account.isPresent() && device.isPresent()
              ? pairing.scanned(account.get(), device.get().identity(), qr, signer)
              : Linking.NOT_ON_OFFER;
        });
  }

  /** Keeps a phone's signed list of valid key indexes. */
  public void publishKeyIndexes(String phone, byte[] signedList) {
    turns.run(
        () ->
            directory
                .byPhone(phone)
                .ifPresent(account -> directory.save(account.listing(signedList))));
  }

  /** Whom a tenant's people reach under this address. */
  public Optional<Account> find(String tenant, Jid jid) {
    return turns.call(() -> directory.find(tenant, jid));
  }

  /** Everybody of a tenant. */
  public List<Account> people(String tenant) {
    return turns.call(() -> directory.accounts(tenant));
  }

  /** The account with this phone number. */
  public Optional<Account> account(String phone) {
    return turns.call(() -> directory.byPhone(phone));
  }

  /** The devices of an account, the phone first. */
  public List<Device> devices(Account account) {
    return turns.call(() -> List.copyOf(directory.devices(account)));
  }

  private void register(NewAccount wish, String phone) {
    Account account = Account.fresh(phone, numbers.lid(), wish.tenant(), wish.name());
    Device device =
        Device.phone(phone, wish.registrationId(), wish.identity(), wish.signedPreKey());
    directory.save(account);
    directory.save(device);
    stock.add(device.id(), wish.keys());
  }

  private void unlink(Device device) {
    directory.remove(device.id());
    stock.clear(device.id());
    queues.clear(device.id());
    directory
        .byPhone(device.id().phone())
        .filter(_ -> !device.id().isPhone())
        .ifPresent(account -> notices.deviceList(account, device, "remove"));
    sessions.of(device.id()).ifPresent(session -> turns.afterwards(() -> dismiss(session)));
  }

  /** In a turn of its own, so that the reply to a client that logs out leaves first. */
  private void dismiss(DeviceSession session) {
    turns.run(
        () -> {
          session.put(
              Node.of("stream:error", Node.of("conflict").with("type", "device_removed"))
                  .with("code", 401));
          session.end("device removed");
          reception.leave(session);
        });
  }

  /** Knows when its connection is gone. */
  private final class Tracked implements ByteSocketListener {

    private final Connection connection;

    Tracked(Connection connection) {
      this.connection = connection;
    }

    @Override
    public void onBytes(byte[] bytes) {
      connection.onBytes(bytes);
    }

    @Override
    public void onClosed(String reason) {
      connections.remove(connection);
      connection.onClosed(reason);
    }
  }

  private final class Line implements PhoneLine {

    private final DeviceSession session;

    Line(DeviceSession session) {
      this.session = session;
    }

    @Override
    public void send(Node stanza) {
      turns.run(() -> reception.stanza(session, stanza));
    }

    @Override
    public Node ask(Node iq) {
      return turns.call(() -> queries.answer(caller(), iq));
    }

    private Caller caller() {
      return directory
          .byPhone(session.device().phone())
          .flatMap(
              account ->
                  directory
                      .device(session.device())
                      .map(device -> new Caller(account, device, session)))
          .orElseThrow(() -> new IllegalStateException("This phone was removed"));
    }
  }
}

package org.ledplatform.sandbox.server;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.AppStates;
import org.ledplatform.sandbox.account.Device;
import org.ledplatform.sandbox.account.DeviceId;
import org.ledplatform.sandbox.delivery.Outlet;
import org.ledplatform.sandbox.fault.FaultPlan;
import org.ledplatform.sandbox.fault.Faults;
import org.ledplatform.sandbox.fault.Strike;
import org.ledplatform.sandbox.group.Group;
import org.ledplatform.sandbox.media.SandboxMedia;
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

  private final ServerParts parts;
  private final Turns turns;
  private final Clock clock;
  private final ServerSettings settings;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

  public SandboxServer(
      SandboxStorage storage,
      Executor executor,
      Delays delays,
      Clock clock,
      SecureRandom random,
      ServerSettings settings) {
    this.parts = new ServerParts(storage, executor, delays, clock, random, settings);
    this.turns = parts.turns;
    this.clock = clock;
    this.settings = settings;
  }

  /** The key that signs for this network; clients pin it. */
  public PublicKey rootKey() {
    return parts.keys.root().publicKey();
  }

  /** Where files and pictures are kept. */
  public SandboxMedia media() {
    return parts.media;
  }

  /** Takes a new connection; hangs up at once when there are too many. */
  public ByteSocketListener accept(ByteSocket socket) {
    Connection connection = new Connection(parts.shared, socket);
    ByteSocketListener listener = new Tracked(connection);
    long strangers = connections.stream().filter(Connection::stranger).count();
    connections.add(connection);
    if (connections.size() > settings.maxConnections() || strangers >= settings.maxStrangers()) {
      connection.hangUp("too many connections");
    }
    return listener;
  }

  /** Lets time pass: hangs up on who takes too long, and brings what nobody asks for or is late. */
  public void tick() {
    connections.forEach(connection -> connection.checkTime(clock.instant()));
    parts.faults.tick();
    turns.run(parts.delivery::tick);
  }

  /** Hangs up on everybody and closes the storage. */
  public void close() {
    connections.forEach(connection -> connection.hangUp("the network closes"));
    parts.media.close();
    turns.close();
  }

  /** Registers a phone; empty when somebody has that number. */
  public Optional<Account> register(NewAccount wish) {
    return turns.call(() -> parts.registry.register(wish));
  }

  /** Removes an account and everything it has; its companions are logged out. */
  public void unregister(String phone) {
    turns.run(() -> parts.directory.byPhone(phone).ifPresent(parts.registry::unregister));
  }

  /** A phone was installed anew and has these keys now. */
  public void reinstall(String phone, NewAccount anew) {
    turns.run(
        () ->
            parts
                .directory
                .byPhone(phone)
                .ifPresent(account -> parts.changes.reinstall(account, anew)));
  }

  /**
   * A person gets another LID.
   *
   * @param seed chooses it: the same one as long as it is free
   */
  public void changeLid(String phone, long seed) {
    turns.run(
        () ->
            parts
                .directory
                .byPhone(phone)
                .ifPresent(account -> parts.changes.changeLid(account, seed)));
  }

  /**
   * A person gets another phone number; their companions are logged out.
   *
   * @param wish digits; chosen by the network when absent
   * @return what became of the account; empty when somebody has that number, or there is none
   */
  public Optional<Account> changeNumber(String phone, Optional<String> wish) {
    return turns.call(
        () ->
            parts
                .directory
                .byPhone(phone)
                .flatMap(account -> parts.changes.changeNumber(account, wish)));
  }

  /** Whether nobody has this phone number. */
  public boolean free(String digits) {
    return turns.call(() -> !parts.directory.taken(digits));
  }

  /** Connects a phone of this network. The sink hears what the server sends. */
  public PhoneLine attach(String phone, Outlet.Sink sink) {
    return parts.lines.attach(phone, sink);
  }

  /** A phone scanned a QR. */
  public Linking scan(String phone, QrText qr, IdentitySigner signer) {
    return turns.call(
        () ->
            ofPhone(phone, (account, key) -> parts.pairing.scanned(account, key, qr, signer))
                .orElse(Linking.NOT_ON_OFFER));
  }

  /** A phone's person typed a code; the outcome follows when a client has answered. */
  public void typed(String phone, TypedCode code) {
    turns.run(
        () -> {
          boolean known =
              ofPhone(
                      phone,
                      (account, key) -> {
                        parts.codes.typed(account, key, code);
                        return true;
                      })
                  .isPresent();
          if (!known) {
            code.outcome().accept(Linking.NOT_ON_OFFER);
          }
        });
  }

  /** Puts faults in force for a tenant instead of its former ones. */
  public void plan(String tenant, FaultPlan plan) {
    turns.run(() -> parts.faults.set(tenant, plan));
  }

  /** What the tenant's faults change about a phone's account, now that they came in force. */
  public List<Faults.Change> accountFaults(String phone) {
    return turns.call(
        () -> parts.directory.byPhone(phone).map(parts.faults::changes).orElse(List.of()));
  }

  /** The faults that are in force for a tenant. */
  public FaultPlan plan(String tenant) {
    return turns.call(() -> parts.faults.plan(tenant));
  }

  /** Which faults happened to a tenant, oldest first. */
  public List<Strike> strikes(String tenant) {
    return turns.call(() -> parts.faults.trace(tenant));
  }

  /**
   * Keeps a phone's signed list of its companions.
   *
   * @param signed signs those that are linked now, while no other comes or goes
   */
  public void publishKeyIndexes(String phone, Supplier<byte[]> signed) {
    turns.run(
        () ->
            parts
                .directory
                .byPhone(phone)
                .ifPresent(account -> parts.directory.save(account.listing(signed.get()))));
  }

  /** How many patches a collection of app state has that no snapshot stands for. */
  public int patchesBehindSnapshot(String phone, String collection) {
    return turns.call(() -> parts.states.patches(phone, collection));
  }

  /** How many bytes those patches have. */
  public long bytesBehindSnapshot(String phone, String collection) {
    return turns.call(() -> parts.states.bytes(phone, collection));
  }

  /** Keeps a phone's snapshot of its app state instead of the patches up to its version. */
  public void publishSnapshot(String phone, String collection, AppStates.Snapshot snapshot) {
    turns.run(() -> parts.states.keep(phone, collection, snapshot));
  }

  /**
   * A phone answers one of its companions, which asked for a file that the hosts lost.
   *
   * @param content what the phone says
   */
  public void mediaRetry(Account account, int companion, String messageId, List<Node> content) {
    turns.run(
        () ->
            parts.notices.mediaRetry(
                account, new DeviceId(account.phone(), companion), messageId, content));
  }

  /** Whom a tenant's people reach under this address. */
  public Optional<Account> find(String tenant, Jid jid) {
    return turns.call(() -> parts.directory.find(tenant, jid));
  }

  /** The tenant's group with this address. */
  public Optional<Group> group(String tenant, Jid jid) {
    return turns.call(() -> parts.groups.find(tenant, jid));
  }

  /** The tenant's groups, oldest first. */
  public List<Group> groups(String tenant) {
    return turns.call(() -> parts.groups.of(tenant));
  }

  /** Everybody of a tenant. */
  public List<Account> people(String tenant) {
    return turns.call(() -> parts.directory.accounts(tenant));
  }

  /** The account with this name. */
  public Optional<Account> account(String phone) {
    return turns.call(() -> parts.directory.byPhone(phone));
  }

  /** The devices of an account, the phone first. */
  public List<Device> devices(Account account) {
    return turns.call(() -> List.copyOf(parts.directory.devices(account)));
  }

  private <T> Optional<T> ofPhone(String phone, BiFunction<Account, PublicKey, T> use) {
    Optional<PublicKey> key = parts.directory.device(new DeviceId(phone, 0)).map(Device::identity);
    return parts
        .directory
        .byPhone(phone)
        .flatMap(account -> key.map(identity -> use.apply(account, identity)));
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
}

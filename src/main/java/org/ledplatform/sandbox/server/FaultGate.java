package org.ledplatform.sandbox.server;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.Acquaintances;
import org.ledplatform.sandbox.account.DeviceId;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.account.TrustSeal;
import org.ledplatform.sandbox.delivery.DeviceSession;
import org.ledplatform.sandbox.delivery.Passage;
import org.ledplatform.sandbox.delivery.Sessions;
import org.ledplatform.sandbox.fault.AccountLimits;
import org.ledplatform.sandbox.fault.Direction;
import org.ledplatform.sandbox.fault.Fault;
import org.ledplatform.sandbox.fault.FaultPlan;
import org.ledplatform.sandbox.fault.Faults;
import org.ledplatform.sandbox.fault.Strike;
import org.ledplatform.sandbox.query.Companions;
import org.ledplatform.sandbox.query.PropsQuery;
import org.ledplatform.sandbox.query.QueryRefused;
import org.ledplatform.sandbox.query.QueryTable;
import org.ledplatform.sandbox.storage.Turns;
import org.ledplatform.whatsapp.jid.MalformedJidException;
import org.ledplatform.whatsapp.node.Node;

/**
 * The one place in each direction where faults happen to what devices send and get. Touched only in
 * a turn.
 */
final class FaultGate implements Passage {

  private static final int TOO_MUCH = 429;
  private static final int NO_TOKEN = 463;

  /** How often one stanza comes at most, whatever rules multiply it. */
  private static final int MAX_COPIES = 20;

  private final Directory directory;
  private final Acquaintances acquaintances;
  private final Sessions sessions;
  private final Due due;
  private final Companions companions;
  private final Clock clock;
  private final Faults faults = new Faults();
  private final HeldBack held;

  FaultGate(
      Turns turns,
      Directory directory,
      Acquaintances acquaintances,
      Sessions sessions,
      Delays delays,
      Companions companions,
      Clock clock) {
    this.directory = directory;
    this.acquaintances = acquaintances;
    this.sessions = sessions;
    this.due = new Due(turns, delays, clock);
    this.companions = companions;
    this.clock = clock;
    this.held = new HeldBack(due);
  }

  /** Puts a plan in force; what is to happen at once happens. */
  void set(String tenant, FaultPlan plan) {
    faults.set(tenant, plan);
    for (DeviceSession session : sessions.all()) {
      if (tenant.equals(tenant(session))) {
        faults.atOnce(tenant, session.device()).forEach(fault -> connection(session, fault));
      }
    }
  }

  /** Lets what is late come when its time is over. Not in a turn. */
  void tick() {
    due.tick();
  }

  /** What happens to a phone's account at once, when the plan comes in force. */
  List<Faults.Change> changes(Account account) {
    return faults.changes(account.tenant(), new DeviceId(account.phone(), 0));
  }

  /** The plan that is in force. */
  FaultPlan plan(String tenant) {
    return faults.plan(tenant);
  }

  /** What happened under it. */
  List<Strike> trace(String tenant) {
    return faults.trace(tenant);
  }

  /** How a login is refused, if it is. */
  Optional<Node> loginFailure(Account account, DeviceId device) {
    return faults.atLogin(account.tenant(), device).map(FaultGate::failure);
  }

  /** Whether this account cannot be linked by QR and code. */
  boolean passkeyOnly(Account account) {
    return faults.passkeyOnly(account.tenant(), new DeviceId(account.phone(), 0));
  }

  /** A device is gone: nothing waits for it any more. */
  void departed(DeviceSession session) {
    held.forget(session);
  }

  @Override
  public void leave(DeviceSession session, Node stanza) {
    pass(session, Direction.TO_DEVICE, stanza, session.outlet()::put);
  }

  /** A device sent a stanza: hands on what arrives of it. */
  void arrive(DeviceSession session, Node stanza, Consumer<Node> onward) {
    pass(session, Direction.FROM_DEVICE, stanza, onward);
  }

  private void pass(DeviceSession session, Direction way, Node stanza, Consumer<Node> onward) {
    if (session.silent()) {
      return;
    }
    List<Node> passing = List.of(stanza);
    for (Fault fault :
        faults.passing(
            tenant(session),
            session.device(),
            way,
            stanza,
            one -> !(one instanceof Fault.DemandTokens) || isToStranger(session, stanza))) {
      passing =
          switch (fault) {
            case Fault.Duplicate(int copies) -> copied(passing, copies);
            case Fault.OfStanza done ->
                passing.stream()
                    .flatMap(n -> after(done, session, way, n, onward).stream())
                    .toList();
            case Fault.OfConnection end -> {
              connection(session, end);
              yield List.of();
            }
            case Fault.OfLogin _, Fault.OfAccount _ -> passing;
          };
    }
    passing.forEach(onward);
    held.passed(session, way, stanza);
  }

  /** Counted before anything is copied: each rule multiplies what the one before it left. */
  private static List<Node> copied(List<Node> passing, int copies) {
    int each = Math.min(copies, MAX_COPIES / Math.max(1, passing.size()));
    return passing.stream().flatMap(n -> Collections.nCopies(each, n).stream()).toList();
  }

  /** What of a stanza goes on at once. */
  private List<Node> after(
      Fault.OfStanza fault,
      DeviceSession session,
      Direction way,
      Node stanza,
      Consumer<Node> onward) {
    return switch (fault) {
      case Fault.Drop _ -> List.of();
      case Fault.Delay(var by) -> {
        due.after(by, () -> onward.accept(stanza));
        yield List.of();
      }
      case Fault.Duplicate(int copies) -> copied(List.of(stanza), copies);
      case Fault.Reorder(int behind) -> {
        held.hold(session, way, stanza, behind, onward);
        yield List.of();
      }
      case Fault.Corrupt(var part) -> corrupted(part, session, way, stanza);
      case Fault.Nack(int code) -> refused(session, stanza, code, "");
      case Fault.DemandTokens _ -> refused(session, stanza, NO_TOKEN, "");
      case Fault.QueryError(int code, String text) -> refused(session, stanza, code, text);
      case Fault.RateLimit _ -> refused(session, stanza, TOO_MUCH, "rate-overlimit");
      case Fault.NoPreKeys _ -> List.of(Damage.withoutPreKeys(stanza));
      case Fault.Unavailable(var type) -> List.of(Damage.withoutCiphertext(stanza, type));
      case Fault.ReachoutTimelock(var left) ->
          answered(session, stanza, result(AccountLimits.timelock(clock.instant().plus(left))));
      case Fault.MessageCapping(int quota, int used) ->
          answered(session, stanza, result(AccountLimits.capping(quota, used)));
      case Fault.Props(var values) -> answered(session, stanza, PropsQuery.answer(stanza, values));
      case Fault.LidAddressing _ ->
          List.of(new LidForm(directory, tenant(session)).rewritten(stanza));
    };
  }

  /** Whether a message is for somebody who neither wrote to its sender nor trusts them. */
  private boolean isToStranger(DeviceSession session, Node message) {
    Optional<Account> sender = directory.byPhone(session.device().phone());
    Optional<Account> reader =
        sender
            .flatMap(account -> receiver(account.tenant(), message))
            .filter(account -> !account.phone().equals(session.device().phone()));
    return reader.isPresent()
        && !acquaintances.wrote(reader.get(), sender.get())
        && message
            .child("tctoken")
            .filter(t -> TrustSeal.isGood(t.bytes(), reader.get(), sender.get(), clock.instant()))
            .isEmpty();
  }

  private Optional<Account> receiver(String tenant, Node message) {
    try {
      return message.jid("to").flatMap(to -> directory.find(tenant, to));
    } catch (MalformedJidException _) {
      // Refused further on, by who reads messages.
      return Optional.empty();
    }
  }

  private List<Node> corrupted(
      Fault.Corrupt.Part part, DeviceSession session, Direction way, Node stanza) {
    if (part == Fault.Corrupt.Part.CIPHERTEXT) {
      return List.of(Damage.ciphertext(stanza));
    }
    if (way == Direction.TO_DEVICE) {
      session.outlet().putBroken(stanza);
    } else {
      // What a server does with a frame that it cannot open.
      session.outlet().end("a broken frame");
    }
    return List.of();
  }

  private static List<Node> refused(DeviceSession session, Node stanza, int code, String text) {
    session
        .outlet()
        .put(
            stanza.tag().equals("message")
                ? Node.of("ack")
                    .with("class", "message")
                    .with("id", stanza.attribute("id"))
                    .with("from", stanza.attribute("to"))
                    .with("error", code)
                : QueryTable.refusal(stanza, new QueryRefused(code, text)));
    return List.of();
  }

  private static List<Node> answered(DeviceSession session, Node question, Node answer) {
    session.outlet().put(QueryTable.reply(question).adding(answer));
    return List.of();
  }

  private static Node result(String json) {
    return Node.of("result", json.getBytes(StandardCharsets.UTF_8));
  }

  private void connection(DeviceSession session, Fault fault) {
    switch (fault) {
      case Fault.Silence _ -> session.fallSilent();
      case Fault.Close _ -> session.end("a fault");
      case Fault.StreamError(var code, var conflict) -> {
        Node error = Node.of("stream:error").with("code", code);
        session
            .outlet()
            .put(
                conflict
                    .map(type -> error.adding(Node.of("conflict").with("type", type)))
                    .orElse(error));
        session.end("a fault");
      }
      case Fault.Downgrade _ -> {
        session.outlet().put(Node.of("ib", Node.of("downgrade_webclient")));
        session.end("a fault");
      }
      case Fault.Logout _ ->
          directory
              .device(session.device())
              .filter(device -> !device.id().isPhone())
              .ifPresent(companions::unlink);
      case Fault.OfStanza _, Fault.OfLogin _, Fault.OfAccount _ -> {}
    }
  }

  private String tenant(DeviceSession session) {
    return directory.byPhone(session.device().phone()).map(Account::tenant).orElse("");
  }

  private static Node failure(Fault.LoginFailure fault) {
    Node node = Node.of("failure").with("reason", fault.reason()).with("location", "sandbox");
    for (var more : fault.more().entrySet()) {
      node = node.with(more.getKey(), more.getValue());
    }
    return node;
  }
}
